#!/bin/sh
# Starts Chromium on this device for `bench` to drive, and ends it when standard input closes. The command sends this
# text over ssh; by hand: sh device-launcher.sh PORT [auto|gpu|software|none] [PROGRAM], then the target
# { kind: 'cdp', endpoint: 'http://127.0.0.1:PORT' }.

main() {
  port=$1
  graphics=${2:-auto}
  program=$3
  if [ -z "$program" ]; then
    for name in google-chrome-stable google-chrome chromium chromium-browser microsoft-edge; do
      if command -v "$name" >/dev/null 2>&1; then
        program=$name
        break
      fi
    done
  fi
  if [ -z "$program" ] || ! command -v "$program" >/dev/null 2>&1; then
    echo "There is no browser ${program:-(Chrome, Chromium or Edge)} on this device." >&2
    exit 3
  fi
  if [ "$graphics" = auto ]; then
    graphics=software
    for device in /dev/dri/renderD* /dev/nvidia[0-9]* /dev/nvhost-gpu; do
      [ -e "$device" ] && graphics=gpu
    done
  fi
  switches='--no-first-run --disable-background-networking --disable-component-update --disable-sync'
  [ "$(id -u)" = 0 ] && switches="--no-sandbox $switches"
  case $graphics in
    gpu) switches="$switches --enable-unsafe-webgpu --ignore-gpu-blocklist --enable-features=Vulkan" ;;
    software)
      switches="$switches --enable-unsafe-webgpu --ignore-gpu-blocklist"
      switches="$switches --use-webgpu-adapter=swiftshader --enable-unsafe-swiftshader"
      ;;
  esac
  # A device with a screen shows the window: some drivers give headless browsers no graphics processor.
  if [ -z "$DISPLAY" ] && [ -z "$WAYLAND_DISPLAY" ]; then switches="--headless=new $switches"; fi
  profile=$(mktemp -d) || exit 3
  # shellcheck disable=SC2086 -- the switches are several words
  "$program" --remote-debugging-port="$port" --user-data-dir="$profile" $switches about:blank >"$profile/log" 2>&1 </dev/null &
  browser=$!
  trap 'kill "$browser" 2>/dev/null; wait "$browser" 2>/dev/null; rm -rf "$profile"' EXIT
  trap 'exit 0' HUP INT TERM
  tries=0
  until grep -q 'DevTools listening' "$profile/log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$browser" 2>/dev/null; then
      echo "The browser $program did not start: $(tail -n 1 "$profile/log")" >&2
      exit 3
    fi
    sleep 0.2
  done
  echo "ready $switches"
  cat >/dev/null
  exit 0
}

main "$@"
