# What the scripts know of the services. Sourced, after say.sh.
#
# Everything of one installation is in one folder, var:
#   postgres/  the database cluster      keys/     one pair of files an identity
#   env/       settings of each process  run/      process ids       log/  what each process says

services_list=$(dirname "${BASH_SOURCE[0]}")/../services.list

service_names() {
    awk '!/^#/ && NF { print $1 }' "$services_list"
}

service_offset() { # name
    awk -v name="$1" '!/^#/ && $1 == name { print $4 }' "$services_list"
}

service_port() { # name instance: 1 is the first process, 2, 3 ... stand by
    echo $((base_port + $(service_offset "$1") + 10 * ($2 - 1)))
}

# A service calls the feeds it follows by name, clients call services by the name of their role.
peer_variable() { # name
    local upper=${1^^}
    printf 'CROSSDOCK_PEER_%s' "${upper//-/_}"
}

client_variable() { # name
    local role
    role=$(awk -v name="$1" '!/^#/ && $1 == name { print $3 }' "$services_list")
    role=${role#crossdock_}
    printf 'CROSSDOCK_%s_ENDPOINT' "${role^^}"
}

# Where the first process and its first standby listen: whoever talks to the service tries both.
service_endpoints() { # name
    printf 'tcp://127.0.0.1:%s,tcp://127.0.0.1:%s' "$(service_port "$1" 1)" "$(service_port "$1" 2)"
}

# Lines NAME=value by which the command line finds the services and the keys.
client_settings() {
    local name
    printf 'CROSSDOCK_KEYS=%q\n' "$var/keys"
    for name in $(service_names); do
        printf '%s=%s\n' "$(client_variable "$name")" "$(service_endpoints "$name")"
    done
}

# The feeds that a service follows, from its own handler table.
followed_feeds() { # name
    "$bin/crossdock-$1" handlers | awk -F '\t' '$1 == "handler" && $2 != "command" { print $2 }' | sort -u
}

make_key() { # name role [subject]
    [ ! -e "$var/keys/$1.secret" ] || return 0
    "$bin/crossdock" keys new "$1" --role "$2" ${3:+--subject "$3"} >/dev/null ||
        die "could not make the key $1 in $var/keys"
}

# The gateway asks on behalf of its callers, with a role of its own.
make_service_key() { # name
    if [ "$1" = gateway ]; then
        make_key gateway gateway
    else
        make_key "$1" service "$1"
    fi
}

# Where people and programs reach the gateway: 80 above the base.
gateway_settings() { # instance
    printf 'CROSSDOCK_GATEWAY_LISTEN=127.0.0.1:%s\n' $((base_port + 80 + 10 * ($1 - 1)))
}

http_status() { # port path: prints 200, 503 ...; 000 when nobody answers
    local status=000 line
    if { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&9
        read -r -t 2 line <&9 2>/dev/null || true
        status=$(awk '{ print $2 }' <<<"${line:-x 000}")
        exec 9>&-
    fi
    printf '%s' "$status"
}

# When a process began, in ticks since the machine started: with the id this names it for good. Nothing
# for one that has ended and is only remembered by its parent (Z).
began() { # pid
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    set -- ${stat##*) }
    [ "$1" != Z ] && printf '%s' "${20}"
}

note_process() { # tag pid
    printf '%s %s\n' "$2" "$(began "$2")" >"$var/run/$1.pid"
}

# The process that was noted, when it is still there.
running_pid() { # tag
    local pid start
    { read -r pid start <"$var/run/$1.pid"; } 2>/dev/null || return 1
    [ -n "$start" ] && [ "$(began "$pid")" = "$start" ] || return 1
    printf '%s' "$pid"
}

end_process() { # tag: TERM, and KILL when it does not end
    local pid i
    if ! pid=$(running_pid "$1"); then
        rm -f "$var/run/$1.pid"
        return 0
    fi
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 200; i++)); do
        running_pid "$1" >/dev/null || break
        sleep 0.1
    done
    if running_pid "$1" >/dev/null; then
        warn "$1 did not end in 20 seconds; killing it"
        kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$var/run/$1.pid"
}
