package org.loanregistry.verifier;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.sdjwt.FieldClaim;
import org.loanregistry.transparency.sdjwt.Jws;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwt;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** A registry that disclosed one contract, and the holder of what it signed; each part can be made wrong. */
final class Presenter {
    static final String AUDIENCE = "https://bank.example";
    static final String NONCE = "n-0S6_WzA2Mj";
    static final long ISSUED = 1_790_000_000L;
    static final String ID = "1587db3c-0000-4000-8000-000000000001";

    private static final int CONTRACT = 257;
    private static final int NUMBER = 6;
    private static final int AMOUNT = 10;

    /** A key pair of Ed25519. */
    record Pair(PrivateKey secret, PublicJwk jwk) {
        static Pair make() {
            try {
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                byte[] encoded = pair.getPublic().getEncoded();
                return new Pair(
                        pair.getPrivate(),
                        PublicJwk.ed25519(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(secret);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        String jwt(String type, Map<String, ?> claims) {
            return Jws.sign(Map.of("alg", "EdDSA", "typ", type), claims, this::sign);
        }
    }

    final Pair issuer = Pair.make();
    final Pair holder = Pair.make();
    final SigningKey log = SigningKey.generate(TestLog.ORIGIN, new SecureRandom());
    final RecordCommitment record = commitment(10_000);
    final FieldClaim amount = claim(record, AMOUNT, "principalMinor");
    final FieldClaim number = claim(record, NUMBER, "contractNumber");

    private static RecordCommitment commitment(long amountMinor) {
        return RecordCommitment.of(
                PackedSchemas.load().require(CONTRACT),
                RecordKey.random(new SecureRandom()),
                1,
                1_700_000_000L,
                Map.of(NUMBER, FieldValue.text("A-1"), AMOUNT, FieldValue.integer(amountMinor)));
    }

    private static FieldClaim claim(RecordCommitment record, int fieldId, String name) {
        var shown = Objects.requireNonNull(record.disclose(Set.of(fieldId)).disclosed())
                .getFirst();
        return FieldClaim.of(shown.salt(), name, shown.value());
    }

    /** What the registry signed, offering these claims. */
    String issued(Pair by, FieldClaim... claims) {
        List<String> digests = new ArrayList<>(List.of("decoy-decoy-decoy-decoy-decoy-decoy-decoy-d"));
        for (FieldClaim claim : claims) {
            digests.add(FieldClaim.digest(claim.toText()));
        }
        var token = new RecordToken(
                TestLog.ORIGIN,
                ID,
                AUDIENCE,
                ISSUED,
                ISSUED + 3_600,
                "VERIFICATION",
                holder.jwk(),
                record.outline(),
                digests.stream().sorted().toList());
        return by.jwt(RecordToken.TYPE, token.toTree());
    }

    /** What a holder presents: these disclosures, bound by this key to an audience and a nonce. */
    String presented(String issued, Pair by, String audience, String nonce, FieldClaim... shown) {
        var bare =
                new SdJwt(issued, Arrays.stream(shown).map(FieldClaim::toText).toList(), null);
        var binding = by.jwt(
                RecordToken.BINDING_TYPE,
                Map.of("aud", audience, "nonce", nonce, "iat", ISSUED + 10, "sd_hash", bare.hash()));
        return new SdJwt(bare.issued(), bare.disclosures(), binding).toText();
    }

    /** As it should be: both fields offered, the amount shown. */
    String good() {
        return presented(issued(issuer, amount, number), holder, AUDIENCE, NONCE, amount);
    }

    /** The place of the record in a log of two leaves. */
    String proof() {
        return proof(record.leafHash());
    }

    /** The place of another leaf. */
    String proof(Hash leaf) {
        Hash other = TreeHash.leaf(new byte[] {1});
        MerkleTree tree = MerkleTree.of(List.of(other, leaf));
        var note = SignedNote.sign(new Checkpoint(TestLog.ORIGIN, 2, tree.root()).toBody(), log);
        return new ProofBundle(null, 1, tree.inclusionPath(1), note).toText();
    }

    /** What the registry says later. */
    Map<String, Object> status() {
        return Map.of(
                "iss",
                TestLog.ORIGIN,
                "iat",
                ISSUED + 20,
                "sub",
                ID,
                "logLeaf",
                StrictText.toBase64Url(record.leafHash().toBytes()),
                "annotated",
                false,
                "erased",
                false,
                "corrections",
                List.of());
    }
}
