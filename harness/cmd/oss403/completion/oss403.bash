# Completion of oss403 for bash, version 3.2 and later: source <(oss403 completion bash)
_oss403() {
  local line=${COMP_LINE:0:COMP_POINT} words=() found=() current last separator kept=
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=("") ;; esac
  current=${words[${#words[@]} - 1]}
  COMPREPLY=()
  while IFS= read -r line; do found+=("${line%%$'\t'*}"); done < <("$1" __complete -- "${words[@]:1}" 2>/dev/null)
  if [ "${found[0]}" = :files ]; then return; fi # then the names of files, by -o default
  # bash replaces what stands behind the last of its separators.
  last=$current
  for separator in = :; do
    case $COMP_WORDBREAKS in *$separator*) last=${last##*$separator} ;; esac
  done
  kept=${current%"$last"}
  for line in "${found[@]}"; do
    case $line in *[=:,/]) ;; *) line+=" " ;; esac
    COMPREPLY+=("${line#"$kept"}")
  done
}
complete -o default -o nospace -F _oss403 oss403
