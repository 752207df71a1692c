package org.loanregistry.chaincode;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** The ledger through the shim's stub. */
final class StubState implements LedgerState {
    private final ChaincodeStub stub;

    StubState(ChaincodeStub stub) {
        this.stub = stub;
    }

    @Override
    public Optional<String> get(StateKey key) {
        byte[] value = stub.getState(composite(key));
        return value == null || value.length == 0
                ? Optional.empty()
                : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void put(StateKey key, String value) {
        stub.putState(composite(key), value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void emit(String eventName, String value) {
        stub.setEvent(eventName, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String channel() {
        return stub.getChannelId();
    }

    @Override
    public String transactionId() {
        return stub.getTxId();
    }

    @Override
    public long epochSeconds() {
        return stub.getTxTimestamp().getEpochSecond();
    }

    /** The peer has validated the certificate against its MSP before the contract is asked. */
    @Override
    public Caller caller() {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(stub.getCreator());
            byte[] pem = identity.getIdBytes().toByteArray();
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return new Caller(identity.getMspid(), organisationalUnits(certificate));
        } catch (InvalidProtocolBufferException | CertificateException | InvalidNameException e) {
            throw new IllegalStateException("the caller's identity cannot be read", e);
        }
    }

    private String composite(StateKey key) {
        return stub.createCompositeKey(key.objectType(), key.attributes().toArray(String[]::new))
                .toString();
    }

    private static Set<String> organisationalUnits(X509Certificate certificate) throws InvalidNameException {
        Set<String> units = new HashSet<>();
        String subject = certificate.getSubjectX500Principal().getName();
        for (Rdn part : new LdapName(subject).getRdns()) {
            if (part.getType().equalsIgnoreCase("OU") && part.getValue() instanceof String unit) {
                units.add(unit);
            }
        }
        return units;
    }
}
