#compdef oss403
# Completion of oss403 for zsh: source <(oss403 completion zsh)
_oss403() {
  local -a lines open closed
  local line word
  lines=("${(@f)$("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ ${lines[1]} == :files ]]; then
    [[ ${words[CURRENT]} == --*=* ]] && compset -P '*='
    _files
    return
  fi
  for line in $lines; do
    word=${line%%$'\t'*}
    case $word in
      *[=:,/]) open+=("$word") ;;
      *) closed+=("$word") ;;
    esac
  done
  if (( $#open )); then compadd -S '' -- $open; fi
  if (( $#closed )); then compadd -- $closed; fi
}
compdef _oss403 oss403
