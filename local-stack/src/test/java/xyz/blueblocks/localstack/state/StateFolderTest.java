package xyz.blueblocks.localstack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    private static final Path HOME = Path.of("/home/ann");

    @Test
    void without_a_word_it_is_in_the_home_folder() {
        assertThat(StateFolder.choose(Optional.empty(), Map.of(), HOME).root())
                .isEqualTo(Path.of("/home/ann/.local/state/blueblocks/stack"));
    }

    @Test
    void the_option_beats_the_variable_and_the_variable_the_standard() {
        Map<String, String> standard = Map.of("XDG_STATE_HOME", "/xdg");
        Map<String, String> both = Map.of("XDG_STATE_HOME", "/xdg", "BB_STATE", "/named");

        assertThat(StateFolder.choose(Optional.empty(), standard, HOME).root())
                .isEqualTo(Path.of("/xdg/blueblocks/stack"));
        assertThat(StateFolder.choose(Optional.empty(), both, HOME).root())
                .isEqualTo(Path.of("/named"));
        assertThat(StateFolder.choose(Optional.of(Path.of("/asked")), both, HOME).root())
                .isEqualTo(Path.of("/asked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "/..", "/tmp/../..//", "."})
    void what_is_no_place_for_a_stack_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateFolder.choose(Optional.of(Path.of(name)), Map.of(), HOME));
        if (name.isEmpty()) return; // a variable that is empty is not set
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> StateFolder.choose(Optional.empty(), Map.of("BB_STATE", name), HOME));
    }
}
