package xyz.blueblocks.localstack.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.Port;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// What somebody writes down of a stack to know it again.
///
/// @param first a checkpoint of an earlier time
/// @param newest the newest checkpoint
/// @param logKey verifier key of the log
/// @param keys what discovery says sessions and admissions are signed with
/// @param peers of each peer: its number, serial of its keys, version of its record
record Noted(
        String first, String newest, String logKey, String keys, Map<String, List<Long>> peers) {
    private static final int HASH_PREFIX = "sha256:".length();

    static Noted of(LocalStack stack, String first) throws Exception {
        return new Noted(
                first,
                checkpoint(stack),
                stack.invites().logKey(),
                get(stack, ServiceKind.DISCOVERY, "/api/v1/jwks.json"),
                peers(stack));
    }

    private static Map<String, List<Long>> peers(LocalStack stack) throws Exception {
        Map<String, List<Long>> peers = new TreeMap<>();
        try (Connection connection = connect(stack, "discovery");
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select peer_id, seq, key_serial, version from peers")) {
            while (row.next()) {
                peers.put(
                        row.getString(1), List.of(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return peers;
    }

    /// The note of the tree of that size, as the log keeps it.
    static String checkpointAt(LocalStack stack, long size) throws Exception {
        try (Connection connection = connect(stack, "audit");
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select note from checkpoint where tree_size = " + size)) {
            assertThat(row.next()).as("a checkpoint of " + size).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(LocalStack stack, String database) throws Exception {
        ServiceId postgres = new ServiceId(ServiceKind.POSTGRES, 1);
        String password =
                Files.readString(stack.state().resolve("secrets/postgres-superuser")).strip();
        String url =
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                                stack.layout().address(postgres),
                                stack.layout().port(postgres, Port.SQL),
                                database);
        return DriverManager.getConnection(url, "postgres", password);
    }

    static void continues(LocalStack stack, String older, String newer) throws Exception {
        JsonObject answer =
                Json.parse(
                                get(
                                                stack,
                                                ServiceKind.AUDIT,
                                                "/api/v1/audit/proof/consistency?from="
                                                        + size(older)
                                                        + "&to="
                                                        + size(newer))
                                        .getBytes(StandardCharsets.UTF_8))
                        .orElseThrow();
        List<byte[]> hashes =
                answer.array("hashes").orElseThrow().stream()
                        .map(JsonValue.Text.class::cast)
                        .map(text ->
                                Text.parseHex(text.value().substring(HASH_PREFIX)).orElseThrow())
                        .toList();
        assertThat(
                        LogVerifier.of(stack.invites().logKey())
                                .orElseThrow()
                                .consistent(older, newer, hashes))
                .isTrue();
    }

    static long size(String note) {
        return Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
    }

    static String checkpoint(LocalStack stack) throws Exception {
        return get(stack, ServiceKind.AUDIT, "/checkpoint");
    }

    private static String get(LocalStack stack, ServiceKind kind, String path) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(stack)).build()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(stack.urls(kind).getFirst().resolve(path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        }
    }

    private static SSLContext trusting(LocalStack stack) throws IOException {
        return TrustRoots.context(Files.readString(stack.authorityFile()));
    }
}
