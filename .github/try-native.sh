#!/bin/sh
# Runs one job on the embedded sandbox with the native program that the argument names: it starts, finds libgit2, and records the verdict.
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > hello.yaml <<'YAML'
apiVersion: batch/v1
kind: Job
metadata:
  name: hello
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: hello
          image: busybox
YAML

"$program" --version
"$program" init --directory jobs
"$program" queue hello.yaml --directory jobs --sandbox
"$program" process --directory jobs --sandbox --wait 1m --fail-on failed,unknown,held
test -f jobs/succeeded/hello.yaml
