#!/usr/bin/env bash
# Installs the chart on the cluster of the current context, with a git server beside it, and follows one job from a webhook to its verdict.
# Needs helm, kubectl, openssl and curl, and on the nodes the image goji with the appVersion of Chart.yaml as its tag.
set -euo pipefail

chart="$(dirname "$0")/goji"
secret=not-a-real-secret
kubectl create namespace goji
kubectl create namespace jobs

# A git server that anybody in the cluster may push to: git's own daemon.
kubectl --namespace goji apply --filename - <<'YAML'
apiVersion: v1
kind: Pod
metadata:
  name: git
  labels: {app: git}
spec:
  containers:
    - name: git
      image: alpine:3.22
      command: [sh, -ec]
      args:
        - |
          apk add --no-cache git git-daemon lighttpd
          git init --quiet --bare --initial-branch master /srv/jobs.git
          git -C /srv/jobs.git config http.receivepack true
          touch /srv/jobs.git/git-daemon-export-ok
          cat > /etc/lighttpd.conf <<'CONF'
          server.port = 8080
          server.document-root = "/srv"
          server.modules = ("mod_alias", "mod_setenv", "mod_cgi")
          alias.url = ("/git" => "/usr/libexec/git-core/git-http-backend")
          setenv.set-environment = ("GIT_PROJECT_ROOT" => "/srv", "GIT_HTTP_EXPORT_ALL" => "1")
          cgi.assign = ("" => "")
          CONF
          exec lighttpd -D -f /etc/lighttpd.conf
      readinessProbe:
        tcpSocket: {port: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: git
spec:
  selector: {app: git}
  ports: [{port: 8080}]
YAML
kubectl --namespace goji wait --for condition=Ready pod/git --timeout 180s

helm install goji "$chart" --namespace goji --wait --timeout 180s \
  --set gitRepository=http://git:8080/git/jobs.git --set 'namespaces={jobs}' --set githubWebhookSecret=$secret --set settings.GOJI_INTERVAL=1h
helm test goji --namespace goji

kubectl --namespace goji exec git -- sh -ec '
  git clone --quiet /srv/jobs.git /tmp/desk && cd /tmp/desk
  cat > queued/hello.yaml <<YAML
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
          image: alpine:3.22
          command: [echo, hello]
YAML
  git add queued && git -c user.name=person -c user.email=person@example.com commit --quiet --message "Queue hello" && git push --quiet'

kubectl --namespace goji port-forward service/goji 8080:80 & forward=$!
kubectl --namespace goji port-forward service/goji-status 8081:8081 & status=$!
trap 'kill $forward $status' EXIT
curl --silent --retry 30 --retry-delay 1 --retry-connrefused --fail http://127.0.0.1:8081/health/ready
test "$(curl --silent --retry 30 --retry-delay 1 --retry-connrefused --output /dev/null --write-out '%{http_code}' http://127.0.0.1:8080/metrics)" = 404
payload='{"ref":"refs/heads/master","deleted":false,"commits":[]}'
signature=$(printf %s "$payload" | openssl dgst -sha256 -hmac "$secret" -hex | sed 's/^.* //')
test "$(curl --silent --output /dev/null --write-out '%{http_code}' --data "$payload" --header 'X-GitHub-Event: push' \
  --header "X-Hub-Signature-256: sha256=$(printf %064d 0)" http://127.0.0.1:8080/webhooks/github)" = 401
test "$(curl --silent --output /dev/null --write-out '%{http_code}' --data "$payload" --header 'X-GitHub-Event: push' \
  --header "X-Hub-Signature-256: sha256=$signature" http://127.0.0.1:8080/webhooks/github)" = 202

for attempt in $(seq 60); do
  if kubectl --namespace goji exec git -- git -C /srv/jobs.git ls-tree -r --name-only master | grep -qx succeeded/hello.yaml; then
    echo "hello has succeeded."
    exit 0
  fi
  sleep 2
done
echo "hello has not succeeded." >&2
exit 1
