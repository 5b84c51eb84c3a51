{{/* Names, labels, images, addresses: what every template says alike. */}}

{{- define "blueblocks.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 32 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What selects pods and never changes. Takes (dict "root" $ "component" "relay"). */}}
{{- define "blueblocks.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with .group }}
blueblocks.xyz/group: {{ . }}
{{- end }}
{{- end -}}

{{- define "blueblocks.labels" -}}
{{ include "blueblocks.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: blueblocks
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* Takes (dict "root" $ "image" .Values.relay.image). A digest counts more than a tag. */}}
{{- define "blueblocks.image" -}}
{{- $name := printf "%s/%s" .root.Values.image.repository .image.name -}}
{{- if .image.digest -}}
{{ $name }}@{{ .image.digest }}
{{- else -}}
{{ $name }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}
{{- end -}}

{{/* The end of the names of Services. */}}
{{- define "blueblocks.domain" -}}
{{ .Release.Namespace }}.svc.{{ .Values.cluster.domain }}
{{- end -}}

{{- define "blueblocks.listenHost" -}}
{{- if eq (first .Values.cluster.ipFamilies | default "IPv4") "IPv6" -}}::{{- else -}}0.0.0.0{{- end -}}
{{- end -}}

{{/* In the spec of every Service. */}}
{{- define "blueblocks.ipFamilies" -}}
{{- with .Values.cluster.ipFamilies }}
ipFamilyPolicy: {{ ternary "RequireDualStack" "SingleStack" (gt (len .) 1) }}
ipFamilies: {{ toJson . }}
{{- end }}
{{- end -}}

{{/* Most replicas that a component may have. */}}
{{- define "blueblocks.most" -}}
{{- if and .autoscaling .autoscaling.enabled -}}
{{ max (int .replicas) (int .autoscaling.maxReplicas) }}
{{- else -}}
{{ int .replicas }}
{{- end -}}
{{- end -}}

{{/* Base URLs of each replica, comma-separated. Takes (dict "root" $ "component" "discovery" "path" ""). A replica that
     is not there now has no name, which whoever asks finds out at once. */}}
{{- define "blueblocks.urls" -}}
{{- $full := include "blueblocks.fullname" .root -}}
{{- $domain := include "blueblocks.domain" .root -}}
{{- $urls := list -}}
{{- $component := .component -}}
{{- $path := .path -}}
{{- range $i := until (include "blueblocks.most" (get .root.Values .component) | int) -}}
{{- $urls = append $urls (printf "https://%s-%s-%d.%s-%s-pods.%s:8443%s" $full $component $i $full $component $domain $path) -}}
{{- end -}}
{{- join "," $urls -}}
{{- end -}}

{{/* Where discovery is: this release's, or that of another. Takes (dict "root" $ "path" ""). */}}
{{- define "blueblocks.discoveryUrls" -}}
{{- if .root.Values.network.discoveryUrls -}}
{{- $path := .path -}}
{{- $urls := list -}}
{{- range .root.Values.network.discoveryUrls -}}
{{- $urls = append $urls (printf "%s%s" (trimSuffix "/" .) $path) -}}
{{- end -}}
{{- join "," $urls -}}
{{- else -}}
{{- include "blueblocks.urls" (dict "root" .root "component" "discovery" "path" .path) -}}
{{- end -}}
{{- end -}}

{{/* Every relay there may be, as JSON: name, group, host and port that others dial, name inside the cluster. */}}
{{- define "blueblocks.relayPods" -}}
{{- $root := . -}}
{{- $full := include "blueblocks.fullname" . -}}
{{- $pods := list -}}
{{- $nodeIP := ternary "[${NODE_IP}]" "${NODE_IP}" (eq (include "blueblocks.listenHost" .) "::") -}}
{{- range $group := .Values.relay.groups -}}
{{- $most := include "blueblocks.most" (dict "replicas" $group.replicas "autoscaling" $root.Values.relay.autoscaling) | int -}}
{{- range $i := until $most -}}
{{- $name := printf "%s-relay-%s-%d" $full $group.name $i -}}
{{- $inside := printf "%s.%s-relay.%s" $name $full (include "blueblocks.domain" $root) -}}
{{- $host := default $inside $root.Values.relay.expose.host | replace "{pod}" $name | replace "{ordinal}" (toString $i) | replace "{nodeIP}" $nodeIP | replace "{node}" "${NODE_NAME}" -}}
{{- $port := 4443 -}}
{{- if eq $root.Values.relay.expose.type "NodePort" -}}
{{- $port = add $group.nodePort $i -}}
{{- else if ne $root.Values.relay.expose.type "None" -}}
{{- $port = int $root.Values.relay.expose.port -}}
{{- end -}}
{{- $pods = append $pods (dict "name" $name "group" $group.name "host" $host "port" $port "inside" $inside) -}}
{{- end -}}
{{- end -}}
{{- toJson $pods -}}
{{- end -}}

{{/* Components of this release that are HTTPS services of ours, as JSON. */}}
{{- define "blueblocks.components" -}}
{{- $values := .Values -}}
{{- $on := list -}}
{{- range list "discovery" "planner" "audit" "relay" -}}
{{- if (get $values .).enabled -}}
{{- $on = append $on . -}}
{{- end -}}
{{- end -}}
{{- toJson $on -}}
{{- end -}}
