/** What `podlab completion SHELL` prints. Each asks the very podlab that is being completed. */
export const SCRIPTS = {
  bash: `# podlab's completion for bash. In ~/.bashrc:  source <(podlab completion bash)
_podlab() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      $'\\t'files) compopt -o default ;;
      $'\\t'dirs) compopt -o dirnames ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("$1" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -F _podlab podlab
`,
  zsh: `#compdef podlab
# podlab's completion for zsh. In ~/.zshrc, after compinit:  source <(podlab completion zsh)
_podlab() {
  local line value
  local -a found paths
  while IFS= read -r line; do
    case $line in
      $'\\t'files) paths=(_files); continue ;;
      $'\\t'dirs) paths=(_files -/); continue ;;
    esac
    value=\${line%%$'\\t'*}
    if [[ $line == *$'\\t'* ]]; then
      found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    else
      found+=("\${value//:/\\\\:}")
    fi
  done < <("$words[1]" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe -V podlab found
  (( $#paths )) && $paths
}
if [[ $funcstack[1] == _podlab ]]; then _podlab "$@"; else compdef _podlab podlab; fi
`,
  fish: `# podlab's completion for fish. Once:  podlab completion fish > ~/.config/fish/completions/podlab.fish
function __podlab_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    for line in ($before[1] __complete $before[2..-1] "$typed" 2>/dev/null)
        switch $line
            case \\t'files'
                __fish_complete_path "$typed"
            case \\t'dirs'
                __fish_complete_directories "$typed"
            case '*'
                echo $line
        end
    end
end
complete -c podlab -f -k -a '(__podlab_complete)'
`,
} as const;

export type Shell = keyof typeof SCRIPTS;
