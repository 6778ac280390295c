# writer.sh STORE WRITER COUNT WIDEST: waits for a line, then emits; without end where COUNT is 0.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/../../Examples/emitters/emit.sh"

export TLM_STORE=$1
echo ready
read -r
for ((n = 0; $3 == 0 || n < $3; n++)); do
  width=$((n % 4 ? n % 700 : (n + 1) * 7777777 % $4))
  printf -v text '%*s' "$width" ''
  tlm_emit counted writer:="$2" n:="$n" width:="$width" text="$text"
done
echo done
