package xyz.blueblocks.sdk.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.identity.KeyHierarchy;
import xyz.blueblocks.crypto.identity.Keystore;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.message.KeyRecord;

/// An opened profile: a folder of mode 0700 with one peer's keys and what that peer pinned.
///
/// ```
/// keystore            master key and handshake keys, sealed under the passphrase
/// invite.json         the invite that was accepted, as signed
/// contacts.json       names of other peers
/// registration.json   what was registered last
/// state/ audit/       transfers under way; audit events not yet delivered, and proofs
/// ```
///
/// Safe for use by many threads of one process.
public final class Profile implements AutoCloseable {
    private static final String KEYSTORE = "keystore";
    private static final String INVITE = "invite.json";
    private static final int MAX_INVITE_BYTES = 64 * 1024;

    private final Path folder;
    private final Keystore keystore;
    private final Ed25519PrivateKey identity;
    private final HpkePrivateKey encryption;
    private final HandshakeKeys handshakes;
    private final PeerId id;
    private final Contacts contacts;

    private Profile(Path folder, Keystore keystore) throws IOException {
        this.folder = folder;
        this.keystore = keystore;
        try (SecretBytes master = keystore.master();
                KeyHierarchy keys = KeyHierarchy.of(master)) {
            this.identity = keys.identity(0);
            this.encryption = keys.encryption(0);
        }
        this.id = PeerId.of(identity.publicKey());
        this.handshakes = new HandshakeKeys(keystore);
        this.contacts = Contacts.open(folder.resolve("contacts.json"));
        PrivateFiles.folder(stateFolder());
        PrivateFiles.folder(auditFolder());
    }

    /// Whether there is a profile in that folder.
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(KEYSTORE));
    }

    /// Makes a profile around a master key, which is copied.
    ///
    /// @throws BlueBlocksException when there is one already, or the folder cannot be written
    public static Profile create(Path folder, SecretBytes passphrase, SecretBytes master) {
        if (exists(folder)) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_FORMAT,
                    "There is a profile in this folder already.",
                    "Choose another folder, or delete the old profile after a backup of its keys.");
        }
        try {
            PrivateFiles.folder(folder);
            return new Profile(
                    folder, Keystore.create(folder.resolve(KEYSTORE), passphrase, master));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Opens a profile; takes a fraction of a second, as its passphrase costs.
    ///
    /// @throws BlueBlocksException no profile (`E001`), wrong passphrase (`E002`), damaged (`E006`)
    public static Profile open(Path folder, SecretBytes passphrase) {
        try {
            return switch (Keystore.open(folder.resolve(KEYSTORE), passphrase)) {
                case Keystore.Opening.Opened(Keystore keystore) -> new Profile(folder, keystore);
                case Keystore.Opening.WrongPassphrase _ ->
                        throw new BlueBlocksException(
                                ErrorCode.ACCESS_DENIED,
                                "The passphrase does not open this profile.",
                                "Try again; without it only the recovery code helps.");
                case Keystore.Opening.Damaged(String why) ->
                        throw new BlueBlocksException(
                                ErrorCode.ENCRYPTION_ERROR,
                                "The keystore is damaged: " + why + ".",
                                "Restore a copy of the file, or use the recovery code.");
                case Keystore.Opening.Missing _ ->
                        throw new BlueBlocksException(
                                ErrorCode.PEER_NOT_FOUND,
                                "There is no profile here.",
                                "Make one first: bb keys init");
            };
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Accepts an invite: checks its admin's signature and pins authority, admin key and log key.
    ///
    /// @param file the invite's bytes
    /// @throws BlueBlocksException when it is damaged or forged, has ended, or is of another
    ///   network than this profile already trusts
    public void join(byte[] file, Instant now) {
        if (!(Json.parse(file) instanceof Decoded.Ok<JsonObject>(var json))
                || !(Invite.fromJson(json) instanceof Decoded.Ok<Invite>(var invite))) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_FORMAT,
                    "This file is not an invite.",
                    "Ask the network's admin for the file that 'bb admin invite' made.");
        }
        if (!SignedJson.verify(json, Invite.LABEL, invite.adminKey())) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_SIGNATURE,
                    "The invite was changed after the admin signed it.",
                    "Do not use it; get it again over a way you trust.");
        }
        if (!now.isBefore(invite.expires())) {
            throw new BlueBlocksException(
                    ErrorCode.SESSION_EXPIRED,
                    "The invite ended at " + invite.expires() + ".",
                    "Ask the network's admin for a new one.");
        }
        Optional<Trust> before = trust();
        if (before.isPresent()
                && !(before.get().adminKey().text().equals(invite.adminKey().text())
                        && before.get().logKey().equals(invite.logKey()))) {
            throw new BlueBlocksException(
                    ErrorCode.ACCESS_DENIED,
                    "The invite comes from another network than this profile belongs to.",
                    "Use one profile for each network.");
        }
        writeFile(INVITE, json.canonical());
    }

    /// What was pinned; empty before [#join].
    public Optional<Trust> trust() {
        return invite().map(Trust::of);
    }

    /// The invite that was accepted last.
    public Optional<Invite> invite() {
        return readFile(INVITE, MAX_INVITE_BYTES)
                .flatMap(bytes -> Json.parse(bytes).flatMap(Invite::fromJson).toOptional());
    }

    /// This peer's keys, signed now; makes a new handshake key when the last is a week old.
    public JsonObject keyRecord(Instant now) {
        try {
            HandshakeKeys.Current handshake = handshakes.current(now);
            Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
            KeyRecord record =
                    new KeyRecord(
                            id,
                            identity.publicKey(),
                            encryption.publicKey(),
                            handshake.key(),
                            issued.getEpochSecond(),
                            issued,
                            handshake.expires());
            return SignedJson.sign(record.toJson(), KeyRecord.LABEL, identity);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// The private half of a handshake key by its 8-byte id.
    public Optional<HpkePrivateKey> handshakeKey(byte[] keyId) {
        return handshakes.find(keyId);
    }

    /// Who this is.
    public PeerId id() {
        return id;
    }

    /// The same as an address, `bb1…`.
    public String address() {
        return BlueAddress.of(identity.publicKey());
    }

    /// Signs; stays this profile's to close.
    public Ed25519PrivateKey identityKey() {
        return identity;
    }

    /// Opens what is sealed to this peer outside sessions; stays this profile's to close.
    public HpkePrivateKey encryptionKey() {
        return encryption;
    }

    /// Thirty digits of this peer.
    public String fingerprint() {
        return Fingerprint.of(id);
    }

    /// Sixty digits of two peers, the same on both screens (row D17).
    public static String fingerprint(PeerId one, PeerId other) {
        return Fingerprint.of(one, other);
    }

    /// Names of other peers.
    public Contacts contacts() {
        return contacts;
    }

    /// A copy of the master key, for a backup; the caller closes it.
    public SecretBytes master() {
        return keystore.master();
    }

    /// Seals the keystore under another passphrase.
    public void changePassphrase(SecretBytes passphrase) {
        try {
            keystore.changePassphrase(passphrase);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Where transfers under way keep their state.
    public Path stateFolder() {
        return folder.resolve("state");
    }

    /// Where audit events wait and proofs are kept.
    public Path auditFolder() {
        return folder.resolve("audit");
    }

    /// Its folder.
    public Path folder() {
        return folder;
    }

    /// Reads one of this profile's small files.
    public Optional<byte[]> readFile(String name, int maxBytes) {
        try {
            return PrivateFiles.read(folder.resolve(name), maxBytes);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Writes one of this profile's small files, whole or not at all.
    public void writeFile(String name, byte[] content) {
        try {
            PrivateFiles.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static BlueBlocksException unusable(IOException e) {
        return new BlueBlocksException(
                ErrorCode.INVALID_FORMAT,
                "The profile's folder cannot be read or written: " + e.getMessage() + ".",
                "Check the disk and the permissions of the folder.",
                e);
    }

    @Override
    public void close() {
        handshakes.close();
        identity.close();
        encryption.close();
        keystore.close();
    }

    @Override
    public String toString() {
        return "Profile[" + id + "]";
    }
}
