{{/* What the pods of all services share. */}}

{{- define "blueblocks.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  {{- with .Values.podSecurity.runAsUser }}
  runAsUser: {{ int64 . }}
  {{- end }}
  {{- with .Values.podSecurity.runAsGroup }}
  runAsGroup: {{ int64 . }}
  {{- end }}
  {{- with .Values.podSecurity.fsGroup }}
  fsGroup: {{ int64 . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "blueblocks.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* Takes (dict "root" $ "component" "relay" "group" "a" "settings" .Values.relay). */}}
{{- define "blueblocks.podStart" -}}
serviceAccountName: {{ include "blueblocks.fullname" .root }}-{{ .component }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{ include "blueblocks.podSecurity" .root }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.root.Values.spread }}
    labelSelector:
      matchLabels:
        {{- include "blueblocks.selector" $ | nindent 8 }}
  {{- end }}
{{- with .settings.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Started: it listens. Live: its threads are. Ready: it can do its work. */}}
{{- define "blueblocks.probes" -}}
startupProbe:
  httpGet: {path: /q/health/started, port: https, scheme: HTTPS}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /q/health/live, port: https, scheme: HTTPS}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /q/health/ready, port: https, scheme: HTTPS}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
{{- end -}}

{{/* A pod that is going is taken out of Services a moment after it is told to go; until then it answers. */}}
{{- define "blueblocks.preStop" -}}
{{- if semverCompare ">=1.30-0" .Capabilities.KubeVersion.Version -}}
lifecycle:
  preStop:
    sleep:
      seconds: 5
{{- end -}}
{{- end -}}

{{/* Environment of every service. */}}
{{- define "blueblocks.env" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: JAVA_TOOL_OPTIONS
  value: {{ .Values.javaOptions | quote }}
- name: MALLOC_ARENA_MAX
  value: "2"
- name: QUARKUS_HTTP_HOST
  value: {{ include "blueblocks.listenHost" . | quote }}
- name: QUARKUS_TLS_KEY_STORE_PEM__0__CERT
  value: /etc/blueblocks/tls/tls.crt
- name: QUARKUS_TLS_KEY_STORE_PEM__0__KEY
  value: /etc/blueblocks/tls/tls.key
- name: QUARKUS_TLS_RELOAD_PERIOD
  value: 1h
- name: BLUEBLOCKS_SERVICE_REPLICA
  value: $(POD_NAME)
{{- end -}}

{{/* What an operator adds. */}}
{{- define "blueblocks.moreEnv" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* Where the network's certificates are in a pod. */}}
{{- define "blueblocks.caFile" -}}
{{- if .Values.tls.ca.configMap -}}
/etc/blueblocks/ca/{{ .Values.tls.ca.key }}
{{- else -}}
/etc/blueblocks/tls/ca.crt
{{- end -}}
{{- end -}}

{{/* Mounts and volumes of every service; the Secret's name is that of its certificate. */}}
{{- define "blueblocks.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: tls, mountPath: /etc/blueblocks/tls, readOnly: true}
{{- if .Values.tls.ca.configMap }}
- {name: ca, mountPath: /etc/blueblocks/ca, readOnly: true}
{{- end }}
{{- if include "blueblocks.kafka.caSecret" . }}
- {name: kafka-ca, mountPath: /etc/blueblocks/kafka, readOnly: true}
{{- end }}
{{- end -}}

{{- define "blueblocks.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 64Mi}
- name: tls
  secret: {secretName: {{ .certificate }}, defaultMode: 0440}
{{- with .root.Values.tls.ca.configMap }}
- name: ca
  configMap: {name: {{ . }}}
{{- end }}
{{- with include "blueblocks.kafka.caSecret" .root }}
- name: kafka-ca
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- end -}}

{{/* A claim of each pod's own. Takes (dict "root" $ "component" "relay" "volume" .Values.relay.volume). Its labels can
     never change. */}}
{{- define "blueblocks.claim" -}}
- metadata:
    name: data
    labels:
      {{- include "blueblocks.selector" . | nindent 6 }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .volume.storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .volume.size }}
{{- end -}}
