# Sends a file through two relays and verifies the proof that it is in the audit log.
set -eu
umask 077
cd "${WORK:-/work}"
# Secrets are mounted readable for the group; bb wants them closed.
mkdir clients
cp "${CLIENTS:-/etc/blueblocks/test}"/* clients/
export BB_PASSPHRASE_FILE="$PWD/clients/passphrase"

fail() { printf 'transfer: %s\n' "$*" >&2; exit 1; }

for who in sender receiver; do
    bb keys restore -p ./$who --recovery-code-file clients/$who.code --quiet
    # The same two peers in every run: an invite admits its first peer as often as that peer likes.
    bb register -p ./$who --invite clients/$who.invite --quiet
done
receiver=$(bb keys show -p ./receiver --json | grep -o '12D3KooW[1-9A-HJ-NP-Za-km-z]*' | head -n 1)
sender=$(bb keys show -p ./sender --json | grep -o '12D3KooW[1-9A-HJ-NP-Za-km-z]*' | head -n 1)

head -c 5000000 /dev/urandom >study.bin
bb receive -p ./receiver --into inbox --from "$sender" --accept yes --once --timeout 4m &
receiving=$!

bb send -p ./sender study.bin --to "$receiver" --reason 'helm test' --wait 3m --json >sent.json || fail "the file was not delivered"
wait $receiving || fail "the receiver ended with an error"
cmp study.bin inbox/study.bin || fail "what arrived is not what was sent"
grep -q '"relays":\["[^"]*","[^"]*"' sent.json || fail "the file did not go over two relays: $(cat sent.json)"

# The log is told at once and signs a checkpoint within seconds.
tries=0
until bb audit verify -p ./sender --json >proofs.json && grep -q '"leaf_index"' proofs.json; do
    tries=$((tries + 1))
    [ $tries -lt 30 ] || fail "no entry of this transfer in the audit log after a minute"
    sleep 2
done
printf 'transfer: delivered over two relays, and proved by the audit log\n'
