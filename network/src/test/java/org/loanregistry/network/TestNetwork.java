package org.loanregistry.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A running network with the sample contract, and one client for each organisation. */
final class TestNetwork implements AutoCloseable {
    private final Path home;
    private final ContractSwitch contracts;
    private final Map<String, TestClient> clients = new ConcurrentHashMap<>();

    /** Ends and starts an organisation's contract server. */
    interface ContractSwitch extends AutoCloseable {
        void stop(String mspId) throws IOException, InterruptedException;

        void restart(String mspId) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private TestNetwork(Path home, ContractSwitch contracts) {
        this.home = home;
        this.contracts = contracts;
    }

    /** The network of this kind; without Fabric the tests on it are skipped. All tests on Fabric share one, as it lasts. */
    static TestNetwork on(LedgerKind kind, Path home) throws IOException, InterruptedException {
        return switch (kind) {
            case DEVELOPMENT -> of(DevelopmentNetwork.start(settings(home)), home);
            case FABRIC -> {
                RealFabric fabric = RealFabric.sharedOrSkip();
                yield new TestNetwork(fabric.home(), fabric);
            }
        };
    }

    static NetworkSettings settings(Path home) {
        return NetworkSettings.of(home, SampleContract.class.getName());
    }

    /** The development network, which the caller may also handle itself. */
    static TestNetwork of(DevelopmentNetwork network, Path home) {
        return new TestNetwork(home, new ContractSwitch() {
            @Override
            public void stop(String mspId) {
                network.stopContract(mspId);
            }

            @Override
            public void restart(String mspId) throws IOException, InterruptedException {
                network.restartContract(mspId);
            }

            @Override
            public void close() {
                network.close();
            }
        });
    }

    ContractSwitch contracts() {
        return contracts;
    }

    TestClient client(String mspId) {
        return clients.computeIfAbsent(mspId, id -> TestClient.of(profile(id)));
    }

    Path organisation(String mspId) {
        return home.resolve("organisations").resolve(mspId);
    }

    Path profile(String mspId) {
        return organisation(mspId).resolve("client.properties");
    }

    /** Where an organisation's gateway listens. */
    String address(String mspId) {
        try {
            return NetworkFile.read(home.resolve("network.json")).gatewayAddress(mspId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(TestClient::close);
        contracts.close();
    }
}
