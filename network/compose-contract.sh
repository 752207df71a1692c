#!/usr/bin/env bash
# One organisation's contract server of the committed version, as `network up --fabric` starts it; --probe: whether it listens.
# ORG is the organisation, NODES the folder of the network's nodes.
set -euo pipefail

value() { sed -n "s/^$1=//p" "$2"; }

home=$(cd "$NODES/.." && pwd)
sequence=$(cat "$home/contract/sequence")
version=$home/contract/$sequence
slot=even
[ $((sequence % 2)) = 0 ] || slot=odd
port=$(value "$ORG-contract.$slot" "$home/ports.properties")

if [ "${1:-}" = --probe ]; then
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  exit 0
fi

tls=$home/../organisations/$ORG/contract-tls
export CHAINCODE_SERVER_ADDRESS=127.0.0.1:$port CHAINCODE_TLS_CERT=$tls/cert.pem CHAINCODE_TLS_KEY=$tls/key.pem
export CORE_CHAINCODE_ID_NAME CORE_PEER_LOCALMSPID=$ORG CORE_CHAINCODE_LOGGING_LEVEL=WARN CORE_CHAINCODE_LOGGING_SHIM=WARN
CORE_CHAINCODE_ID_NAME=$(value packageId "$version/version.properties")
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx96m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$version/lib/classes:$version/lib/*" "$(value mainClass "$version/version.properties")"
