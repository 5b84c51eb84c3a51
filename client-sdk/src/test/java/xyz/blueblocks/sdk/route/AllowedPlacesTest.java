package xyz.blueblocks.sdk.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;

class AllowedPlacesTest {
    private static final AllowedPlaces EUROPE =
            new AllowedPlaces(Set.of("eu-west-1", "eu-central-1"), Set.of("DE", "IE"));

    @Test
    @DisplayName("B09: what a client allows can be narrowed by a request and never widened")
    void a_wish_narrows() {
        assertThat(EUROPE.and(AllowedPlaces.ANYWHERE)).isEqualTo(EUROPE);
        assertThat(AllowedPlaces.ANYWHERE.and(EUROPE)).isEqualTo(EUROPE);
        assertThat(EUROPE.and(AllowedPlaces.jurisdictions("DE", "FR")))
                .isEqualTo(new AllowedPlaces(Set.of("eu-west-1", "eu-central-1"), Set.of("DE")));
        assertThat(AllowedPlaces.jurisdictions("US").and(AllowedPlaces.jurisdictions("US-CA")))
                .isEqualTo(AllowedPlaces.jurisdictions("US-CA"));
    }

    @Test
    @DisplayName("B09: wishes that exclude each other are E007, not a wish for nothing")
    void what_excludes_each_other_is_refused() {
        for (AllowedPlaces other :
                List.of(AllowedPlaces.regions("us-east-1"), AllowedPlaces.jurisdictions("US-CA"))) {
            assertThatThrownBy(() -> EUROPE.and(other))
                    .isInstanceOfSatisfying(
                            BlueBlocksException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                                assertThat(e.whatHappened()).contains("is allowed");
                            });
        }
    }

    @Test
    void a_sentence_names_all_of_it() {
        assertThat(EUROPE.text())
                .isEqualTo("in region eu-central-1 or eu-west-1 and under jurisdiction DE or IE");
        assertThat(AllowedPlaces.ANYWHERE.text()).isEqualTo("anywhere");
    }

    @Test
    void what_has_no_form_of_a_place_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedPlaces.regions("EU West"));
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedPlaces.jurisdictions("de"));
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedPlaces.jurisdictions(""));
    }
}
