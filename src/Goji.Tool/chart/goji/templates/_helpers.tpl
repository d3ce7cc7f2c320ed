{{- define "goji.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "goji.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
A ClusterRole has no namespace of its own: two releases of one name must not share it. Names of roles may have 253 characters: cut to 63,
those of two releases could be the same.
*/}}
{{- define "goji.clusterRoleName" -}}
{{- printf "%s-%s" .Release.Namespace (include "goji.fullname" .) -}}
{{- end -}}

{{- define "goji.statusName" -}}
{{- printf "%s-status" (include "goji.fullname" . | trunc 56 | trimSuffix "-") -}}
{{- end -}}

{{- define "goji.serviceAccountName" -}}
{{- default (ternary (include "goji.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{/* A committer may do what the role allows: nobody gets all namespaces without having asked for them. */}}
{{- define "goji.checkNamespaces" -}}
{{- if and (not .Values.clusterWide) (not .Values.namespaces) -}}
{{- fail "Name the namespaces that jobs may run in, such as namespaces: [team-a], or set clusterWide: true. Whoever may push to the branch can run any pod in these namespaces; with clusterWide that is cluster-admin in effect." -}}
{{- end -}}
{{- if and .Values.clusterWide .Values.namespaces -}}
{{- fail "Set either namespaces or clusterWide: true. With clusterWide, settings.GOJI_ALLOWED_NAMESPACES can still name namespaces." -}}
{{- end -}}
{{- if and .Values.namespaces (hasKey .Values.settings "GOJI_ALLOWED_NAMESPACES") -}}
{{- fail "Set namespaces alone: the chart makes GOJI_ALLOWED_NAMESPACES of them." -}}
{{- end -}}
{{- end -}}

{{- define "goji.selectorLabels" -}}
app.kubernetes.io/name: {{ include "goji.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "goji.testName" -}}
{{- printf "%s-test" (include "goji.name" . | trunc 58 | trimSuffix "-") -}}
{{- end -}}

{{- define "goji.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "goji.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The subject of every binding. */}}
{{- define "goji.subjects" -}}
- kind: ServiceAccount
  name: {{ include "goji.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}

{{- define "goji.secretName" -}}
{{- default (include "goji.fullname" .) .Values.existingSecret -}}
{{- end -}}

{{- define "goji.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}
{{- end -}}

{{/* The same rules, in all namespaces or in each of some. */}}
{{- define "goji.jobRules" -}}
{{ include "goji.readRules" . }}
{{ include "goji.changeRules" . }}
{{- end -}}

{{/* What Goji reads with its own rights. */}}
{{- define "goji.readRules" -}}
- apiGroups: [batch]
  resources: [jobs]
  verbs:
    - get     # look at one Job: whether it is gone is never concluded from a list
    - list    # look at many Jobs at once
    - watch   # notice the end of a Job at once
- apiGroups: [batch]
  resources: [cronjobs]
  verbs:
    - get     # whether the CronJob that a Job names as its owner is there: Kubernetes deletes the Job at once if not
- apiGroups: [""]
  resources: [pods]
  verbs:
    - list    # find out why a Job failed, what it waits for, and which containers have logs, and when the pods of a cancelled one have ended; watch would only save requests
- apiGroups: [""]
  resources: [pods/log]
  verbs:
    - get     # the last lines of a failed container, and the log on the page of a job
- apiGroups: [""]
  resources: [events]
  verbs:
    - list    # find out why no pod can be created for a Job, or which volume a pod waits for
- apiGroups: [kueue.x-k8s.io]
  resources: [workloads]
  verbs:
    - list    # find out what a suspended Job waits for in a queue of Kueue's
{{- end -}}

{{/* What Goji changes: with its own rights, or with those of the accounts that rbac.impersonate names. */}}
{{- define "goji.changeRules" -}}
- apiGroups: [batch]
  resources: [jobs]
  verbs:
    - create  # start a claimed job; also as a dry run
    - delete  # end a cancelled Job; replace the finished Job of an earlier attempt; give up one that is stuck, where that is asked for
    - patch   # give ttlSecondsAfterFinished back once the verdict is pushed
- apiGroups: [""]
  resources: [configmaps]
  verbs:
    - get     # whether a ConfigMap of a job file is there already, and whose it is
    - create  # the ConfigMaps of a job file are created before its Jobs; also as a dry run
    - patch   # a new attempt takes them over, and its Jobs become their owners
    - delete  # a file whose Job is refused leaves none behind
{{- end -}}

{{/* In kube-system. */}}
{{- define "goji.identityRules" -}}
- apiGroups: [""]
  resources: [namespaces]
  resourceNames: [kube-system]
  verbs:
    - get     # its uid tells clusters apart, so that no job is looked for in the wrong one
{{- end -}}

{{- define "goji.startupProbe" -}}
httpGet:
  path: /health/live
  port: status
periodSeconds: 2
failureThreshold: 30
{{- end -}}

{{/* Not 200 where the server cannot recover by itself. That git or the cluster is away is no reason to restart it. */}}
{{- define "goji.livenessProbe" -}}
httpGet:
  path: /health/live
  port: status
periodSeconds: 20
timeoutSeconds: 5
{{- end -}}

{{/* 200 once a pass has succeeded, and from then on even if git or the cluster is unavailable: the page and the webhooks stay reachable. */}}
{{- define "goji.readinessProbe" -}}
httpGet:
  path: /health/ready
  port: status
periodSeconds: 5
{{- end -}}
