#!/usr/bin/env bash
# Two regions of two countries and a hub on this machine: the regions take reports in and forward, the hub ends and comes back,
# and its figures are compared with the regions'. Ends with 1 where they differ. Everything stays on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=$(swift build --show-bin-path)
parta=$programs/parta
agent=$programs/parta-agent
state=$(mktemp -d "${TMPDIR:-/tmp}/parta-hub-demo.XXXXXX")
declare -A process=() address=()
# The demo ends by itself, whatever hangs.
deadline=$(($(date +%s) + ${HUB_DEMO_SECONDS:-400}))

finish() {
    local code=$?
    for name in "${!process[@]}"; do
        kill "${process[$name]}" 2>/dev/null || true
        wait "${process[$name]}" 2>/dev/null || true
    done
    if [ "$code" -ne 0 ]; then
        for log in "$state"/*.log; do
            echo "--- $(basename "$log")" >&2
            tail -n 20 "$log" >&2 || true
        done
        echo "The hub demo failed." >&2
    fi
    rm -rf "$state"
}
trap finish EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# What a command must print, asked again until it does.
await() {
    local wanted=$1
    shift
    until [ "$("$@" 2>/dev/null || true)" = "$wanted" ]; do
        if [ "$(date +%s)" -gt "$deadline" ]; then
            echo "time is over: \"$*\" says \"$("$@" || true)\", not \"$wanted\"" >&2
            exit 1
        fi
        sleep 0.5
    done
}

# NAME OPTIONS...: starts a server, where it was before if it was.
serve() {
    local name=$1
    shift
    : >"$state/$name.log"
    "$parta" serve --no-pages --database "sqlite:$state/$name.sqlite" --listen "${address[$name]:-127.0.0.1:0}" \
        --ndt7-listen 127.0.0.1:0 "$@" >"$state/$name.log" 2>&1 &
    process[$name]=$!
    local url=
    for _ in $(seq 200); do
        url=$(sed -n 's/.*reports at \(https*:[^ ,]*\).*/\1/p' "$state/$name.log" | tail -n 1)
        [ -z "$url" ] || break
        kill -0 "${process[$name]}" 2>/dev/null || { echo "$name did not start" >&2; exit 1; }
        sleep 0.1
    done
    [ -n "$url" ] || { echo "$name did not say where it listens" >&2; exit 1; }
    address[$name]=${url#*//}
    echo "$name: $url"
}

end() {
    kill "${process[$1]}"
    wait "${process[$1]}" || true
    unset "process[$1]"
}

ask() {
    local name=$1
    shift
    "$parta" "$@" --database "sqlite:$state/$name.sqlite"
}

# NAME LIST COLUMN [OPTIONS...]: a column of a list, added up.
total() {
    local name=$1 list=$2 column=$3
    shift 3
    ask "$name" "$list" "$@" --format csv | tr -d '\r' | awk -F, -v column="$column" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) place = i; next }
        { sum += $place }
        END { if (!place) exit 1; printf "%d\n", sum }'
}

regions=(kz kg)
declare -A country=([kz]=Kazakhstan [kg]=Kyrgyzstan) norm=([kz]=20+1/20 [kg]=10+1/40)

# A figure by its name: what it is at one database.
figure() {
    case $2 in
    schools) ask "$1" schools --columns id --format csv | sed 1d | wc -l | tr -d ' ' ;;
    computers) total "$1" schools computers --columns computers ;;
    devices) total "$1" schools devices --columns devices ;;
    delivered) total "$1" programmes delivered --programme HUB-TAB ;;
    trained) total "$1" indicators value --indicator hub_trained --group-by school ;;
    target) total "$1" indicators target --indicator hub_trained --group-by school ;;
    stock) total "$1" devices high --count ;;
    esac
}
figures=(schools computers devices stock delivered trained target)

# The hub's figures beside the regions' sum; what differs is counted.
compare() {
    local wrong=0 name
    printf '%-10s %12s %12s %12s\n' figure "${regions[@]}" hub
    for name in "${figures[@]}"; do
        local one other all mark=
        one=$(figure kz "$name") other=$(figure kg "$name") all=$(figure hub "$name")
        if [ "$((one + other))" != "$all" ]; then
            mark="  <- differs"
            wrong=$((wrong + 1))
        fi
        printf '%-10s %12s %12s %12s%s\n' "$name" "$one" "$other" "$all" "$mark"
    done
    return "$wrong"
}

# Nothing is under way once every region has told all since a moment (in whole seconds).
caught_up() {
    ask hub regions --format csv | tr -d '\r' | awk -F, -v since="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "complete_at") place = i; next }
        $place > since { told += 1 }
        END { print told + 0 }'
}

await_figures() {
    local since
    # Twice: the round under way may have begun before.
    for _ in 1 2; do
        since=$(date -u "+%Y-%m-%d %H:%M:%SZ")
        await "${#regions[@]}" caught_up "$since"
    done
}

# REGION SCHOOL NAME: this machine's devices, as another computer of the region each time.
report() {
    local code
    code=$(ask "$1" enrollment new --school "$2" --room 12 --expected 50)
    "$agent" enroll "http://${address[$1]}" "$code" --label "$3" --enrollment-file "$state/$3.enrollment" >/dev/null 2>&1
    "$agent" once --state "$state/agent-$3" --enrollment-file "$state/$3.enrollment" >>"$state/agents.log" 2>&1
    echo "$1: computer $3 at school $2 has reported"
}

say "1. A hub, over TLS with a key of its own"
serve hub --tls on
pin=$(ask hub region show --format json | tr -d ' \n' | sed -n 's/.*"pins":\["\([^"]*\)".*/\1/p')
echo "its pin: $pin"

say "2. Two regions of two countries, each with its own line norm, registered with a token for its country alone"
for region in "${regions[@]}"; do
    {
        echo "id,name_en,country,region,district,type,pupils,made_up"
        for number in 1 2 3 4; do
            echo "$region-$number,Made-up school $number,${country[$region]},North,Lake,ordinary,$((number * 60)),yes"
        done
    } >"$state/$region-schools.csv"
    {
        echo "id,name_en,funder,schools"
        echo "HUB-TAB,Tablets over countries,Foundation,$region-1 $region-2"
    } >"$state/$region-programmes.csv"
    {
        echo "programme,school,day,category,model,count"
        echo "HUB-TAB,$region-1,2026-01-15,tablet,T,25"
        echo "HUB-TAB,$region-2,2026-01-15,tablet,T,15"
    } >"$state/$region-deliveries.csv"
    {
        echo "indicator,programme,school,period,value,target,source,name_en,unit,direction,rollup,counts_children"
        echo "hub_trained,HUB-TAB,$region-1,2026,12,20,,Teachers trained,teachers,up,sum,no"
        echo "hub_trained,HUB-TAB,$region-2,2026,7,20,,,,,,"
    } >"$state/$region-indicators.csv"
    for list in schools programmes deliveries indicators; do
        ask "$region" import "$list" "$state/$region-$list.csv" >/dev/null 2>&1
    done
    ask "$region" settings set --area "${country[$region]}" "norm=${norm[$region]}" >/dev/null 2>&1
    ask hub token new --role region --name "$region" --area "${country[$region]}" --output "$state/$region.token"
done
# One of the two hands its computers' own envelopes on, too.
ask kg settings set --area Kyrgyzstan forward=envelopes >/dev/null 2>&1
for region in "${regions[@]}"; do
    serve "$region" --upstream "https://${address[hub]}" --upstream-pin "$pin" --upstream-token "$state/$region.token" \
        --upstream-every 1
done

say "3. Reports come in at the regions, and the hub adds up"
report kz kz-1 PC-1
report kg kg-1 PC-2
await_figures
compare
ask hub regions
ask hub programmes --group-by country
ask hub indicators --group-by country
ask hub lines --columns school,norm,norm_mbps --limit 8 || true
ask hub computers

say "4. The hub ends; the regions work on"
end hub
report kz kz-2 PC-3
report kg kg-2 PC-4
printf '%s\n' "indicator,programme,school,period,value,target,source" "hub_trained,HUB-TAB,kz-2,2026,19,20," \
    >"$state/kz-indicators.csv"
ask kz import indicators "$state/kz-indicators.csv" >/dev/null 2>&1
echo "kz counts $(figure kz computers) computers and $(figure kz trained) trained teachers, the hub does not know it yet:"
if compare; then
    echo "the hub knew without being there" >&2
    exit 1
fi

say "5. The hub is back, and everything is caught up"
serve hub --tls on
await_figures
compare
ask hub regions

say "What the hub holds is what the regions have."
