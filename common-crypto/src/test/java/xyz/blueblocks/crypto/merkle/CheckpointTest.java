package xyz.blueblocks.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

class CheckpointTest {
    private static final String ORIGIN = "audit.example/log1";
    private static final byte[] ROOT = Sha256.hash(new byte[] {1});

    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate();
    private final NoteKey noteKey = new NoteKey(ORIGIN, key.publicKey());

    @Test
    void the_published_note_is_signed_as_published() {
        // golang.org/x/mod/sumdb/note, its own test key and text.
        byte[] skey = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
        byte[] seed = java.util.Arrays.copyOfRange(skey, 1, 33);
        Ed25519PrivateKey peter = Ed25519PrivateKey.fromSeed(SecretBytes.take(seed));
        String vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        String text =
                "If you think cryptography is the answer to your problem,\n"
                        + "then you don't know what your problem is.\n";
        String note =
                text
                        + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1"
                        + "FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

        assertThat(NoteKey.parse(vkey).orElseThrow().text()).isEqualTo(vkey);
        assertThat(NoteKey.parse(vkey).orElseThrow().key()).isEqualTo(peter.publicKey());
        assertThat(SignedNote.sign(text, "PeterNeumann", peter)).isEqualTo(note);
        assertThat(SignedNote.open(note, NoteKey.parse(vkey).orElseThrow())).hasValue(text);
        assertThat(Checkpoint.open(note, NoteKey.parse(vkey).orElseThrow())).isEmpty();
    }

    @Test
    void a_signed_checkpoint_is_read_back() {
        for (long size : new long[] {0, 1, 1_000_000, Long.MAX_VALUE}) {
            Checkpoint checkpoint = Checkpoint.of(ORIGIN, size, ROOT);
            String note = checkpoint.sign(key);

            assertThat(note).startsWith(ORIGIN + "\n" + size + "\n").endsWith("\n");
            assertThat(Checkpoint.open(note, noteKey)).contains(checkpoint);
        }
    }

    @Test
    void one_changed_character_anywhere_is_noticed() {
        String note = Checkpoint.of(ORIGIN, 42, ROOT).sign(key);
        for (int i = 0; i < note.length(); i++) {
            char other = note.charAt(i) == 'B' ? 'C' : 'B';
            String bad = note.substring(0, i) + other + note.substring(i + 1);
            assertThat(Checkpoint.open(bad, noteKey)).as("character %d", i).isEmpty();
            assertThat(Checkpoint.open(note.substring(0, i), noteKey)).isEmpty();
        }
    }

    @Test
    void lines_of_other_signers_are_passed_over_and_a_false_one_of_ours_is_not() {
        String note = Checkpoint.of(ORIGIN, 42, ROOT).sign(key);
        String witness = "\u2014 witness.example " + base64(76) + "\n";
        String ours = "\u2014 " + ORIGIN + " ";
        byte[] forged = new byte[68];
        System.arraycopy(noteKey.hash(), 0, forged, 0, 4);

        assertThat(Checkpoint.open(note + witness, noteKey)).isPresent();
        assertThat(Checkpoint.open(note + witness.repeat(99), noteKey)).isPresent();
        assertThat(Checkpoint.open(note + witness.repeat(100), noteKey)).isEmpty();
        assertThat(Checkpoint.open(note + "noise\n", noteKey)).isEmpty();
        assertThat(
                        Checkpoint.open(
                                note + ours + Base64.getEncoder().encodeToString(forged) + "\n",
                                noteKey))
                .isEmpty();
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void only_the_exact_form_is_a_checkpoint() {
        String root = Base64.getEncoder().encodeToString(ROOT);
        for (String text :
                List.of(
                        ORIGIN + "\n042\n" + root + "\n",
                        ORIGIN + "\n-1\n" + root + "\n",
                        ORIGIN + "\n9223372036854775808\n" + root + "\n",
                        ORIGIN + "\n42\n" + root + "\nextension\n",
                        ORIGIN + "\n42\n" + base64(31) + "\n",
                        "other\n42\n" + root + "\n",
                        "\n42\n" + root + "\n")) {
            String note = SignedNote.sign(text, ORIGIN, key);
            assertThat(SignedNote.open(note, noteKey)).as("signed, though: %s", text).isPresent();
            assertThat(Checkpoint.open(note, noteKey)).as(text).isEmpty();
        }
    }

    @Test
    void a_verifier_key_is_read_back_and_a_changed_one_refused() {
        String vkey = noteKey.text();
        assertThat(NoteKey.parse(vkey)).contains(noteKey);
        for (int i = 0; i < vkey.length(); i++) {
            char other = vkey.charAt(i) == 'B' ? 'C' : 'B';
            String bad = vkey.substring(0, i) + other + vkey.substring(i + 1);
            assertThat(NoteKey.parse(bad)).as("character %d", i).isEmpty();
            assertThat(NoteKey.parse(vkey.substring(0, i))).isEmpty();
        }
        assertThat(NoteKey.parse("x".repeat(100_000))).isEmpty();
        for (String name : List.of("", "a+b", "a b", "a\n", "é", "x".repeat(129))) {
            assertThatThrownBy(() -> new NoteKey(name, key.publicKey()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
