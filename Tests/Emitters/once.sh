# once.sh TEXT: emits one event from the working directory, and goes on.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/../../Examples/emitters/emit.sh"

tlm_emit 'odd "name"' text="$1" number:=1.5 nested:='{"a": [1, null]}'
echo after
