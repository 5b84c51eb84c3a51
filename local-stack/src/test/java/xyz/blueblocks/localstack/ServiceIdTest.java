package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceIdTest {
    @Test
    void a_full_stack_has_two_of_what_must_not_fail_alone_and_four_relays() {
        var counts =
                ServiceId.all().stream()
                        .collect(Collectors.groupingBy(ServiceId::kind, Collectors.counting()));

        assertThat(counts)
                .containsEntry(ServiceKind.POSTGRES, 1L)
                .containsEntry(ServiceKind.KAFKA, 1L)
                .containsEntry(ServiceKind.DISCOVERY, 2L)
                .containsEntry(ServiceKind.PLANNER, 2L)
                .containsEntry(ServiceKind.RELAY, 4L)
                .containsEntry(ServiceKind.AUDIT, 1L);
    }

    @Test
    void every_name_finds_its_service_again() {
        for (ServiceId id : ServiceId.all()) assertThat(ServiceId.parse(id.name())).contains(id);
    }

    @Test
    void a_name_nobody_has_finds_nothing() {
        for (String name :
                new String[] {"", "relay", "relay-0", "relay-5", "postgres-1", "../relay-1"}) {
            assertThat(ServiceId.parse(name)).as(name).isEmpty();
        }
    }

    @Test
    void a_number_beyond_the_replicas_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceId(ServiceKind.AUDIT, 2))
                .withMessageContaining("1..1");
    }
}
