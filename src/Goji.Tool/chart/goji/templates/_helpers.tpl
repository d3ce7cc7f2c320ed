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

{{/* A ClusterRole has no namespace of its own: two releases of one name must not share it. */}}
{{- define "goji.clusterRoleName" -}}
{{- printf "%s-%s" .Release.Namespace (include "goji.fullname" .) | trunc 63 | trimSuffix "-" -}}
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

{{/* The rules of a Role for one namespace are a part of those of the ClusterRole. */}}
{{- define "goji.jobRules" -}}
- apiGroups: [batch]
  resources: [jobs]
  verbs:
    - create  # start a claimed job; also rehearsed as a dry run
    - get     # look at one Job: whether it is gone is never concluded from a list
    - list    # look at many Jobs at once
    - delete  # replace the finished Job of an earlier attempt; give up one that is stuck, where that is asked for
    - patch   # give ttlSecondsAfterFinished back once the verdict is pushed
- apiGroups: [""]
  resources: [pods]
  verbs:
    - list    # find out why a Job failed or what it waits for
- apiGroups: [""]
  resources: [pods/log]
  verbs:
    - get     # the last lines of a failed container
- apiGroups: [""]
  resources: [events]
  verbs:
    - list    # find out why no pod can be created for a Job, or which volume a pod waits for
{{- end -}}
