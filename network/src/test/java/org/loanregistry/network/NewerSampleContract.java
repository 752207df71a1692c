package org.loanregistry.network;

/** The sample contract that says it is of version 2. */
public final class NewerSampleContract {
    private NewerSampleContract() {}

    /** Listens at CHAINCODE_SERVER_ADDRESS. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sample.version", "2");
        SampleContract.main(arguments);
    }
}
