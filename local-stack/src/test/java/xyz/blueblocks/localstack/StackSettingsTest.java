package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {
    private final StackSettings full = StackSettings.in(Path.of("/some/where"));

    @Test
    void arguments_say_everything_but_environments() {
        StackSettings told =
                full.infrastructureOnly()
                        .withInnerTls()
                        .withRehearsal()
                        .withRegions(
                                List.of(
                                        new StackRegion("us-east-1", "US"),
                                        new StackRegion("us-west-1", "US-CA")))
                        .withStartLimit(Duration.ofSeconds(7));

        assertThat(StackSettings.parse(told.arguments())).isEqualTo(told);
    }

    @Test
    void regions_are_one_to_four_and_none_twice() {
        assertThat(StackRegion.parse("us-east-1:US,us-west-1:US-CA").orElseThrow())
                .containsExactly(
                        new StackRegion("us-east-1", "US"), new StackRegion("us-west-1", "US-CA"));
        for (String wrong :
                List.of(
                        "",
                        "us-east-1",
                        "us-east-1:us",
                        "US:US",
                        "a:US,a:DE",
                        "a:US,",
                        "a:US,b:US,c:US,d:US,e:US")) {
            assertThat(StackRegion.parse(wrong)).as(wrong).isEmpty();
        }
        StackRegion one = new StackRegion("us-east-1", "US");
        assertThatIllegalArgumentException().isThrownBy(() -> full.withRegions(List.of(one, one)));
    }

    @Test
    void environments_of_a_kind_add_up_and_the_last_word_wins() {
        StackSettings settings =
                full.withEnvironment(ServiceKind.RELAY, Map.of("A", "1", "B", "1"))
                        .withEnvironment(ServiceKind.RELAY, Map.of("B", "2"));

        assertThat(settings.environment().get(ServiceKind.RELAY))
                .isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void an_environment_is_never_printed() {
        assertThat(
                        full.withEnvironment(ServiceKind.AUDIT, Map.of("PASSWORD", "hunter2"))
                                .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void no_services_and_unknown_ones_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> full.withServices(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        StackSettings.parse(
                                List.of(
                                        "--state",
                                        "/x",
                                        "--cache",
                                        "/y",
                                        "--services",
                                        "relay-9",
                                        "--inner-tls",
                                        "false",
                                        "--start-limit",
                                        "PT1S",
                                        "--rehearse",
                                        "false")))
                .withMessageContaining("relay-9");
    }
}
