{{/* Where Kafka and PostgreSQL are, for each way to have them. */}}

{{- define "blueblocks.kafka.bootstrapServers" -}}
{{- $full := include "blueblocks.fullname" . -}}
{{- if eq .Values.kafka.source "Strimzi" -}}
{{ $full }}-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
{{- else if eq .Values.kafka.source "Demo" -}}
{{ $full }}-demo-kafka-0.{{ $full }}-demo-kafka.{{ include "blueblocks.domain" . }}:9092
{{- else -}}
{{ .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "blueblocks.kafka.security" -}}
{{- if eq .Values.kafka.source "Strimzi" -}}
SASL_SSL
{{- else if eq .Values.kafka.source "Demo" -}}
PLAINTEXT
{{- else -}}
{{ .Values.kafka.security }}
{{- end -}}
{{- end -}}

{{/* Empty where the brokers' CA is no Secret. */}}
{{- define "blueblocks.kafka.caSecret" -}}
{{- if eq .Values.kafka.source "Strimzi" -}}
{{ include "blueblocks.fullname" . }}-cluster-ca-cert
{{- else if and (eq .Values.kafka.source "External") (hasSuffix "SSL" .Values.kafka.security) -}}
{{ .Values.kafka.ca.secret }}
{{- end -}}
{{- end -}}

{{/* Takes (dict "root" $ "component" "discovery"). */}}
{{- define "blueblocks.kafka.env" -}}
{{- $security := include "blueblocks.kafka.security" .root -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ include "blueblocks.kafka.bootstrapServers" .root | quote }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $security }}
{{- if hasPrefix "SASL" $security }}
- name: KAFKA_SASL_MECHANISM
  value: {{ ternary .root.Values.kafka.mechanism "SCRAM-SHA-512" (eq .root.Values.kafka.source "External") }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ get .root.Values.kafka.logins .component }}, key: sasl.jaas.config}}
{{- end }}
{{- if include "blueblocks.kafka.caSecret" .root }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/blueblocks/kafka/{{ ternary .root.Values.kafka.ca.key "ca.crt" (eq .root.Values.kafka.source "External") }}
{{- end }}
{{- end -}}

{{/* Each of these takes (dict "root" $ "component" "audit"). */}}
{{- define "blueblocks.postgres.host" -}}
{{- $full := include "blueblocks.fullname" .root -}}
{{- if eq .root.Values.postgres.source "CloudNativePG" -}}
{{ $full }}-{{ .component }}-db-rw.{{ .root.Release.Namespace }}.svc
{{- else if eq .root.Values.postgres.source "Demo" -}}
{{ $full }}-demo-postgres.{{ include "blueblocks.domain" .root }}
{{- else -}}
{{ (get .root.Values.postgres .component).host }}
{{- end -}}
{{- end -}}

{{- define "blueblocks.postgres.port" -}}
{{- if eq .root.Values.postgres.source "External" -}}
{{ int (get .root.Values.postgres .component).port }}
{{- else -}}
5432
{{- end -}}
{{- end -}}

{{- define "blueblocks.postgres.login" -}}
{{- if eq .root.Values.postgres.source "CloudNativePG" -}}
{{ include "blueblocks.fullname" .root }}-{{ .component }}-db-app
{{- else -}}
{{ (get .root.Values.postgres .component).login }}
{{- end -}}
{{- end -}}

{{/* Empty where connections are in clear. */}}
{{- define "blueblocks.postgres.caSecret" -}}
{{- if eq .root.Values.postgres.source "CloudNativePG" -}}
{{ include "blueblocks.fullname" .root }}-{{ .component }}-db-ca
{{- else if and (eq .root.Values.postgres.source "External") .root.Values.postgres.tls -}}
{{ .root.Values.postgres.ca.secret }}
{{- end -}}
{{- end -}}

{{/* The reactive client for work, JDBC for the migration at the start: both want to be told. */}}
{{- define "blueblocks.postgres.env" -}}
{{- $login := include "blueblocks.postgres.login" . -}}
{{- $key := ternary .root.Values.postgres.ca.key "ca.crt" (eq .root.Values.postgres.source "External") -}}
{{- $tls := include "blueblocks.postgres.caSecret" . -}}
{{- $place := printf "postgresql://%s:%s/%s" (include "blueblocks.postgres.host" .) (include "blueblocks.postgres.port" .) (get .root.Values.postgres .component).database -}}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom: {secretKeyRef: {name: {{ $login }}, key: username}}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $login }}, key: password}}
- name: QUARKUS_DATASOURCE_REACTIVE_URL
  value: {{ $place | quote }}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: "jdbc:{{ $place }}{{ if $tls }}?sslmode=verify-full&sslrootcert=/etc/blueblocks/postgres/{{ $key }}{{ end }}"
{{- if $tls }}
- name: QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE
  value: verify-full
- name: QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM
  value: HTTPS
- name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM
  value: "true"
- name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS
  value: /etc/blueblocks/postgres/{{ $key }}
{{- end }}
{{- end -}}

{{- define "blueblocks.postgres.mount" -}}
{{- if include "blueblocks.postgres.caSecret" . }}
- {name: postgres-ca, mountPath: /etc/blueblocks/postgres, readOnly: true}
{{- end }}
{{- end -}}

{{- define "blueblocks.postgres.volume" -}}
{{- with include "blueblocks.postgres.caSecret" . }}
- name: postgres-ca
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- end -}}
