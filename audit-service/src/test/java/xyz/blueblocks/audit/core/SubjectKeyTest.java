package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;

class SubjectKeyTest {
    private static final byte[] ENTRY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Octets SALT = Octets.of(new byte[16]);
    private static final Octets OTHER_SALT =
            Octets.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    private final MasterKey master = Samples.master();

    @Test
    @DisplayName("X40: an opening opens its own leaf and no other of the same person")
    void an_opening_opens_one_leaf() {
        try (SubjectKey key = SubjectKey.take(Samples.bytes(7))) {
            Octets commitment = Octets.of(key.opening(SALT).commitment(ENTRY));
            assertThat(key.opening(SALT)).isEqualTo(key.opening(SALT));
            assertThat(key.opening(SALT)).isNotEqualTo(key.opening(OTHER_SALT));
            assertThat(Octets.of(key.opening(OTHER_SALT).commitment(ENTRY)))
                    .isNotEqualTo(commitment);
        }
    }

    @Test
    @DisplayName("H15: a sealed entry opens under its key, salt and leaf, and under nothing else")
    void a_sealed_entry_opens_in_its_place_only() {
        Octets commitment = Octets.of(new byte[32]);
        try (SubjectKey key = SubjectKey.take(Samples.bytes(7));
                SubjectKey other = SubjectKey.take(Samples.bytes(8))) {
            byte[] sealed = key.seal(SALT, commitment, ENTRY);
            assertThat(key.open(SALT, commitment, sealed)).hasValue(ENTRY);
            assertThat(other.open(SALT, commitment, sealed)).isEmpty();
            assertThat(key.open(OTHER_SALT, commitment, sealed)).isEmpty();
            assertThat(key.open(SALT, Octets.of(new byte[31]), sealed)).isEmpty();
            assertThat(key.open(SALT, commitment, new byte[15])).isEmpty();
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                byte[] bad = sealed.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(key.open(SALT, commitment, bad)).isEmpty();
            }
        }
    }

    @Test
    void a_wrapped_key_opens_in_its_own_row_under_its_own_master() {
        Octets tag = master.tag(TagKind.SUBJECT, "someone");
        StoredSubject stored =
                master.wrapNew(tag, Octets.of(new byte[16]), SubjectKey.take(Samples.bytes(7)));
        assertThat(master.unwrap(stored)).isPresent();
        Octets otherTag = master.tag(TagKind.SUBJECT, "someone else");
        assertThat(master.unwrap(new StoredSubject(stored.ref(), otherTag, stored.wrapped())))
                .isEmpty();
        Octets otherRef = Octets.of(OTHER_SALT.bytes());
        assertThat(master.unwrap(new StoredSubject(otherRef, tag, stored.wrapped()))).isEmpty();
        try (MasterKey stranger = MasterKey.take(Samples.bytes(9))) {
            assertThat(stranger.unwrap(stored)).isEmpty();
        }
    }

    @Test
    void tags_tell_kinds_names_and_their_borders_apart() {
        assertThat(master.tag(TagKind.PARTY, "x")).isEqualTo(master.tag(TagKind.PARTY, "x"));
        assertThat(master.tag(TagKind.PARTY, "x")).isNotEqualTo(master.tag(TagKind.RECORD, "x"));
        assertThat(master.tag(TagKind.EVENT, "ab", "c"))
                .isNotEqualTo(master.tag(TagKind.EVENT, "a", "bc"));
    }

    @Test
    void nothing_secret_shows_in_text() {
        try (SecretBytes raw = Samples.bytes(7);
                SubjectKey key = SubjectKey.take(Samples.bytes(7))) {
            assertThat(key.toString() + master + key.opening(SALT))
                    .isEqualTo("SubjectKeyMasterKeyLeafOpening");
            assertThat(raw.length()).isEqualTo(32);
        }
    }
}
