package xyz.blueblocks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    private static final List<Integer> STATUS =
            List.of(
                    404, 403, 403, 403, 401, 422, 503, 504, 429, 400, 413, 409, 422, 426, 409, 401,
                    409, 402, 403);

    private static final String SEED =
            """
            E001 PEER_NOT_FOUND
            E002 ACCESS_DENIED
            E003 GRANT_EXPIRED
            E004 GRANT_REVOKED
            E005 INVALID_SIGNATURE
            E006 ENCRYPTION_ERROR
            E007 ROUTE_UNAVAILABLE
            E008 TIMEOUT
            E009 RATE_LIMITED
            E010 INVALID_FORMAT
            E011 FILE_TOO_LARGE
            E012 CHUNK_MISSING
            E013 HASH_MISMATCH
            E014 INVALID_VERSION
            E015 REPLAY_DETECTED
            E016 SESSION_EXPIRED
            E017 SEQUENCE_ERROR
            E018 PAYMENT_REQUIRED
            E019 CONSENT_PENDING
            """;

    @Test
    @DisplayName("X27: nineteen errors keep number, code, name and HTTP status for ever")
    void keeps_number_code_name_and_status() {
        String table =
                String.join(
                        "",
                        Arrays.stream(ErrorCode.values())
                                .map(error -> error.code() + " " + error.title() + "\n")
                                .toList());
        assertThat(table).isEqualTo(SEED);
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::httpStatus))
                .containsExactlyElementsOf(STATUS);
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void finds_errors_by_number_and_code_and_nothing_else() {
        for (ErrorCode error : ErrorCode.values()) {
            assertThat(ErrorCode.of(error.number())).contains(error);
            assertThat(ErrorCode.parse(error.code())).contains(error);
        }
        assertThat(ErrorCode.of(0)).isEmpty();
        assertThat(ErrorCode.of(20)).isEmpty();
        assertThat(ErrorCode.of(-1)).isEmpty();
        assertThat(ErrorCode.parse("E1")).isEmpty();
        assertThat(ErrorCode.parse("E020")).isEmpty();
        assertThat(ErrorCode.parse("e001")).isEmpty();
    }
}
