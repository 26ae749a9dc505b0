/**
 * Text of a submission's making as any report may hold it: no control characters but line ends and tabs (XML knows no
 * others, and terminals obey them), nothing that turns the direction of writing, no half characters.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n]|[\p{Bidi_Control}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu, "\uFFFD");
}
