package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {
    @Test
    void a_property_becomes_the_variable_that_microprofile_config_looks_for() {
        assertThat(ServiceEnvironment.variable("kafka.bootstrap.servers"))
                .isEqualTo("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(ServiceEnvironment.variable("blueblocks.relay.state-dir"))
                .isEqualTo("BLUEBLOCKS_RELAY_STATE_DIR");
    }
}
