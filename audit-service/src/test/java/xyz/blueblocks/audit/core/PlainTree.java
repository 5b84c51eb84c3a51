package xyz.blueblocks.audit.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A second Merkle tree, which shares nothing with the first: RFC 6962 section 2.1 word for word,
/// by recursion over lists of leaves, with the JDK's SHA-256. It remembers what it has hashed, and
/// is slow and plain otherwise.
final class PlainTree {
    private static final int KEY_BITS = 16;

    /// A root of the old tree and one of the new, both made out of the same proof.
    private static final class Roots {
        private final byte[] old;
        private final byte[] young;

        Roots(byte[] old, byte[] young) {
            this.old = old;
            this.young = young;
        }
    }

    private final List<byte[]> entries;
    private final Map<Integer, byte[]> known = new HashMap<>();

    PlainTree(List<byte[]> entries) {
        this.entries = List.copyOf(entries);
    }

    /// MTH(D[begin:end]).
    byte[] hash(int begin, int end) {
        byte[] hash = known.get(begin << KEY_BITS | end);
        if (hash == null) {
            hash = compute(begin, end);
            known.put(begin << KEY_BITS | end, hash);
        }
        return hash;
    }

    private byte[] compute(int begin, int end) {
        return switch (end - begin) {
            case 0 -> sha256();
            case 1 -> sha256(new byte[] {0}, entries.get(begin));
            default -> {
                int k = split(end - begin);
                yield node(hash(begin, begin + k), hash(begin + k, end));
            }
        };
    }

    /// PATH(m, D[begin:end]).
    List<byte[]> path(int m, int begin, int end) {
        if (end - begin == 1) {
            return List.of();
        }
        int k = split(end - begin);
        return m < k
                ? with(path(m, begin, begin + k), hash(begin + k, end))
                : with(path(m - k, begin + k, end), hash(begin, begin + k));
    }

    /// PROOF(m, D[0:end]), 0 < m.
    List<byte[]> proof(int m, int end) {
        return subproof(m, 0, end, true);
    }

    private List<byte[]> subproof(int m, int begin, int end, boolean whole) {
        if (m == end - begin) {
            return whole ? List.of() : List.of(hash(begin, end));
        }
        int k = split(end - begin);
        return m <= k
                ? with(subproof(m, begin, begin + k, whole), hash(begin + k, end))
                : with(subproof(m - k, begin + k, end, false), hash(begin, begin + k));
    }

    /// Whether a path leads from a leaf's hash to a root.
    static boolean includes(byte[] leaf, int m, int size, List<byte[]> path, byte[] root) {
        return m >= 0
                && m < size
                && climb(leaf, m, size, path).filter(top -> Arrays.equals(top, root)).isPresent();
    }

    private static Optional<byte[]> climb(byte[] leaf, int m, int size, List<byte[]> path) {
        if (size == 1 || path.isEmpty()) {
            return size == 1 && path.isEmpty() ? Optional.of(leaf) : Optional.empty();
        }
        int k = split(size);
        byte[] last = path.getLast();
        List<byte[]> rest = path.subList(0, path.size() - 1);
        return m < k
                ? climb(leaf, m, k, rest).map(below -> node(below, last))
                : climb(leaf, m - k, size - k, rest).map(below -> node(last, below));
    }

    /// Whether a proof shows that a tree begins with an older one, 0 < m <= size.
    static boolean grew(int m, byte[] oldRoot, int size, byte[] root, List<byte[]> proof) {
        return m > 0
                && m <= size
                && grow(m, size, proof, Optional.of(oldRoot))
                        .filter(both -> Arrays.equals(both.old, oldRoot))
                        .filter(both -> Arrays.equals(both.young, root))
                        .isPresent();
    }

    private static Optional<Roots> grow(
            int m, int size, List<byte[]> proof, Optional<byte[]> whole) {
        if (m == size) {
            int wanted = whole.isPresent() ? 0 : 1;
            return proof.size() == wanted
                    ? Optional.of(whole.orElseGet(proof::getFirst)).map(h -> new Roots(h, h))
                    : Optional.empty();
        }
        if (proof.isEmpty()) {
            return Optional.empty();
        }
        int k = split(size);
        byte[] last = proof.getLast();
        List<byte[]> rest = proof.subList(0, proof.size() - 1);
        return m <= k
                ? grow(m, k, rest, whole).map(b -> new Roots(b.old, node(b.young, last)))
                : grow(m - k, size - k, rest, Optional.empty())
                        .map(b -> new Roots(node(last, b.old), node(last, b.young)));
    }

    /// k: the largest power of two smaller than n.
    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> with(List<byte[]> list, byte[] last) {
        List<byte[]> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
