const SECTION_HEADERS_OFFSET = 40;
const SECTION_HEADERS_COUNT = 60;
const SECTION_NAMES_INDEX = 62;

/**
 * A 64-bit ELF program without what only debuggers and linkers read: symbols and section headers. They follow the last
 * segment that is loaded, so it is cut there, as `strip` would; Node 24 is 18 MB smaller for it.
 * @param {Buffer} program not changed
 * @returns {Buffer}
 */
export function stripElf(program) {
  if (program.readUInt32BE(0) !== 0x7f454c46 || program[4] !== 2) throw new Error("not a 64-bit ELF program");
  const headers = Number(program.readBigUInt64LE(32));
  const size = program.readUInt16LE(54);
  const count = program.readUInt16LE(56);
  const ends = Array.from({ length: count }, (_, index) => {
    const header = headers + index * size;
    return Number(program.readBigUInt64LE(header + 8) + program.readBigUInt64LE(header + 32));
  });
  const stripped = Buffer.from(program.subarray(0, Math.max(headers + count * size, ...ends)));
  stripped.writeBigUInt64LE(0n, SECTION_HEADERS_OFFSET);
  stripped.writeUInt16LE(0, SECTION_HEADERS_COUNT);
  stripped.writeUInt16LE(0, SECTION_NAMES_INDEX);
  return stripped;
}
