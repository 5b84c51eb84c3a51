package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// All services as the stack runs them.
class WholeStackIT {
    private static final long LIMIT_BYTES = 3L << 30;

    @TempDir private static Path folder;
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(StackSettings.in(folder.resolve("state")));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void every_service_is_a_process_of_its_own_and_ready_within_three_gibibytes() {
        List<ServiceStatus> all = stack.status();

        assertThat(all)
                .hasSize(11)
                .allSatisfy(s -> assertThat(s.state()).isEqualTo(ServiceState.READY));
        Set<Long> pids = new HashSet<>();
        all.forEach(s -> pids.add(s.pid().orElseThrow()));
        assertThat(pids).hasSize(11);
        assertThat(all.stream().mapToLong(s -> s.memoryBytes().orElse(0)).sum())
                .isBetween(300L << 20, LIMIT_BYTES);
    }

    @Test
    void both_discovery_replicas_show_the_same_keys_to_whoever_trusts_the_development_ca()
            throws Exception {
        List<String> answers = new ArrayList<>();
        for (URI base : stack.urls(ServiceKind.DISCOVERY)) {
            HttpResponse<String> answer = get(client("TLSv1.3"), base.resolve("/api/v1/jwks.json"));
            assertThat(answer.statusCode()).isEqualTo(200);
            answers.add(answer.body());
        }

        assertThat(answers).hasSize(2);
        assertThat(answers.get(1))
                .isEqualTo(answers.get(0))
                .contains("admission")
                .contains("session");
    }

    @Test
    @DisplayName("services of a local stack refuse TLS 1.2")
    void tls_1_2_is_refused() throws Exception {
        for (ServiceKind kind :
                List.of(
                        ServiceKind.DISCOVERY,
                        ServiceKind.PLANNER,
                        ServiceKind.AUDIT,
                        ServiceKind.RELAY)) {
            URI base = stack.urls(kind).getFirst();
            HttpClient old = client("TLSv1.2");
            assertThatThrownBy(() -> get(old, base.resolve("/q/health/ready")))
                    .as(kind.word())
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void invites_name_the_network_and_are_never_the_same() {
        JsonObject one = stack.invites().issue(List.of(Capability.PROVIDER));
        JsonObject two = stack.invites().issue(List.of(Capability.PROVIDER));

        assertThat(one.text())
                .isNotEqualTo(two.text())
                .contains(stack.urls(ServiceKind.DISCOVERY).getFirst().toString());
    }

    @Test
    void a_killed_relay_comes_back_as_the_one_it_was() {
        ServiceId relay = new ServiceId(ServiceKind.RELAY, 3);
        long before = stack.pid(relay).orElseThrow();

        stack.kill(relay);
        assertThat(stack.pid(relay)).isEmpty();
        stack.start(relay);

        assertThat(stack.pid(relay).orElseThrow()).isNotEqualTo(before);
        assertThat(stack.status())
                .allSatisfy(s -> assertThat(s.state()).isEqualTo(ServiceState.READY));
    }

    private static HttpResponse<String> get(HttpClient client, URI where) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(where).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client(String protocol) throws Exception {
        SSLContext context = TrustRoots.context(Files.readString(stack.authorityFile()));
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    }
}
