#!/usr/bin/env bash
# install.sh BINARY PREFIX [PROGRAM…] puts tlm, its completions, its sources, its units for service
# managers and the small programs beside it in place; install.sh --remove PREFIX takes them away again.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1
prefix=$2
# Where it will stand once a package is unpacked, which is not where it is put now.
bin=${INSTALLED_BIN:-$prefix/bin}

completions=(
  "bash:share/bash-completion/completions/tlm"
  "zsh:share/zsh/site-functions/_tlm"
  "fish:share/fish/vendor_completions.d/tlm.fish"
)

manual="share/man/man1/tlm.1"
small=(tlm-emit tlm-hook tlm-gate)
# systemctl --user finds them below /usr and /usr/local; launchd looks nowhere by itself.
units=(lib/systemd/user/tlm-watch.service)
serving=(lib/systemd/user/tlm-serve.service lib/systemd/user/tlm-serve.socket
  share/tlm/launchd/org.tlm.serve.plist)
relaying=(lib/systemd/user/tlm-relay-push.service lib/systemd/user/tlm-relay-pull.service)

if [ "$binary" = --remove ]; then
  rm -f "$prefix/bin/tlm" "$prefix/$manual" "${small[@]/#/$prefix/bin/}"
  for entry in "${completions[@]}"; do rm -f "$prefix/${entry#*:}"; done
  for path in "${units[@]}" "${serving[@]}" "${relaying[@]}"; do rm -f "$prefix/$path"; done
  rm -rf "$prefix/share/tlm"
  exit
fi

mkdir -p "$prefix/bin"
for program in "$binary" "${@:3}"; do
  name=$(basename "$program")
  # By rename, so that a running program keeps its file.
  install -m 755 "$program" "$prefix/bin/.$name.new"
  strip "$prefix/bin/.$name.new" 2>/dev/null || true
  mv -f "$prefix/bin/.$name.new" "$prefix/bin/$name"
done
for entry in "${completions[@]}"; do
  path="$prefix/${entry#*:}"
  mkdir -p "$(dirname "$path")"
  "$prefix/bin/tlm" --generate-completion-script "${entry%%:*}" >"$path"
done

mkdir -p "$prefix/${manual%/*}"
"$prefix/bin/tlm" manual >"$prefix/$manual"

# With the path of this tlm in them. One that was built without its server has no unit for it, nor has one
# that was built without a relay, and so calls nothing of libnats by its name.
said=$("$prefix/bin/tlm" serve status --store "$prefix/none" 2>&1) || true
[[ $said == *"built without"* ]] || units+=("${serving[@]}")
if grep -q natsConnection_Connect "$binary"; then units+=("${relaying[@]}"); fi
for path in "${units[@]}"; do
  mkdir -p "$prefix/${path%/*}"
  folder=systemd
  [[ $path == *.plist ]] && folder=launchd
  sed -e "s|%h/.local/bin/tlm|$bin/tlm|; s|/usr/local/bin/tlm|$bin/tlm|" \
    "Examples/$folder/${path##*/}" >"$prefix/$path"
done

# The package that projections of your own depend on, without its tests.
package="$prefix/share/tlm/package"
rm -rf "$package"
mkdir -p "$package"
# With their times, so that what was built on them and has not changed is not built again.
cp -Rp Package.swift Sources Projections "$package/"
echo "installed tlm $("$prefix/bin/tlm" --version) in $prefix" >&2
