package org.loanregistry.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A running network with the sample contract, and one client for each organisation. */
final class TestNetwork implements AutoCloseable {
    private final DevelopmentNetwork network;
    private final Map<String, TestClient> clients = new ConcurrentHashMap<>();

    private TestNetwork(DevelopmentNetwork network) {
        this.network = network;
    }

    static TestNetwork start(Path home) throws IOException, InterruptedException {
        return new TestNetwork(DevelopmentNetwork.start(NetworkSettings.of(home, SampleContract.class.getName())));
    }

    DevelopmentNetwork network() {
        return network;
    }

    TestClient client(String mspId) {
        return clients.computeIfAbsent(mspId, id -> TestClient.of(network.profile(id, "client")));
    }

    Path profile(String mspId) {
        return network.profile(mspId, "client");
    }

    @Override
    public void close() {
        clients.values().forEach(TestClient::close);
        network.close();
    }
}
