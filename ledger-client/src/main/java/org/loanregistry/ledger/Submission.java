package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Commit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * One write, from endorsement to what became of it. Over BFT orderers a submit may report failure for a transaction that
 * commits, so after any trouble the commit status of the same transaction is asked before giving up on it.
 */
final class Submission {
    /** The first answer may be lost with its connection; a second question is answered from the block already cut. */
    private static final int STATUS_QUESTIONS = 2;

    private static final int ENDORSEMENTS = 20;
    private static final int ENDORSEMENTS_OF_WHAT_IS_NOT_THERE = 10;
    private static final int CONFLICTS = 5;
    private static final Duration PEERS_CATCH_UP = Duration.ofMillis(100);
    private static final String DISAGREEMENT = "ProposalResponsePayloads do not match";

    private final Gateway gateway;
    private final String channel;
    private final Contract contract;

    Submission(Gateway gateway, String channel, Contract contract) {
        this.gateway = gateway;
        this.channel = channel;
        this.contract = contract;
    }

    /**
     * Calls the contract, and again while a conflict with a concurrent transaction is all that was wrong: nothing was written
     * then, and the contract is idempotent. Throws {@link LedgerUnavailableException} if it was not even endorsed.
     */
    SubmitOutcome submitThroughConflicts(String function, String... arguments) {
        SubmitOutcome outcome = submit(function, arguments);
        for (int attempt = 1; attempt < CONFLICTS && isConflict(outcome); attempt++) {
            outcome = submit(function, arguments);
        }
        return outcome;
    }

    private static boolean isConflict(SubmitOutcome outcome) {
        return outcome instanceof SubmitOutcome.Refused refused
                && (refused.code().equals(TxValidationCode.MVCC_READ_CONFLICT.name())
                        || refused.code().equals(TxValidationCode.PHANTOM_READ_CONFLICT.name()));
    }

    /** Calls the contract once; throws {@link LedgerUnavailableException} if it was not even endorsed. */
    SubmitOutcome submit(String function, String... arguments) {
        Transaction transaction;
        try {
            transaction = endorse(function, arguments);
        } catch (EndorseException e) {
            return refused(e)
                    .orElseThrow(() -> new LedgerUnavailableException(
                            function + " was not endorsed, nothing was written: " + reason(e), e));
        }
        String submitTrouble = "";
        Commit commit;
        try {
            commit = transaction.submitAsync();
        } catch (SubmitException e) {
            submitTrouble = "submit: " + reason(e) + "; ";
            commit = commitOf(transaction.getTransactionId());
        }
        return outcome(commit, new String(transaction.getResult(), UTF_8), submitTrouble);
    }

    /**
     * For a moment after a block one peer has it and another has not yet; what they read then differs, and so do their
     * endorsements. A peer that is behind may even say that there is nothing where its caller has just been told that there
     * is. That passes: it is asked anew, as nothing was submitted.
     */
    private Transaction endorse(String function, String... arguments) throws EndorseException {
        for (int attempt = 1; ; attempt++) {
            try {
                return contract.newProposal(function)
                        .addArguments(arguments)
                        .build()
                        .endorse();
            } catch (EndorseException e) {
                if (attempt >= attemptsAgainst(e)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static int attemptsAgainst(EndorseException e) {
        if (isDisagreement(e)) {
            return ENDORSEMENTS;
        }
        return isNothingThere(e) ? ENDORSEMENTS_OF_WHAT_IS_NOT_THERE : 1;
    }

    private static boolean isDisagreement(EndorseException e) {
        return !e.getDetails().isEmpty()
                && e.getDetails().stream()
                        .allMatch(detail -> detail.getMessage().contains(DISAGREEMENT));
    }

    private static boolean isNothingThere(EndorseException e) {
        return Refusal.find(String.valueOf(e.getMessage()), e.getDetails())
                .filter(Refusal::meansNothingThere)
                .isPresent();
    }

    private static void pause(EndorseException e) throws EndorseException {
        try {
            TimeUnit.NANOSECONDS.sleep(PEERS_CATCH_UP.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    /** What became of a transaction of which nobody could say; it is that transaction that is asked about, not its call. */
    SubmitOutcome ask(SubmitOutcome.Unknown unknown) {
        return outcome(commitOf(unknown.transactionId()), unknown.answer(), "");
    }

    private static SubmitOutcome outcome(Commit commit, String answer, String submitTrouble) {
        String statusTrouble = "";
        for (int question = 0; question < STATUS_QUESTIONS; question++) {
            try {
                return outcome(commit.getStatus(), answer);
            } catch (CommitStatusException e) {
                statusTrouble = reason(e);
            }
        }
        return new SubmitOutcome.Unknown(
                commit.getTransactionId(), answer, submitTrouble + "commit status: " + statusTrouble);
    }

    private static SubmitOutcome outcome(Status status, String answer) {
        return status.isSuccessful()
                ? new SubmitOutcome.Committed(status.getTransactionId(), status.getBlockNumber(), answer)
                : new SubmitOutcome.Refused(
                        status.getCode().name(),
                        "block " + status.getBlockNumber() + " marks transaction " + status.getTransactionId()
                                + " invalid; nothing was written");
    }

    /** The client hands out a commit only after a submit that went well; this one is for the others. */
    private Commit commitOf(String transactionId) {
        var identity = gateway.getIdentity();
        ByteString creator = SerializedIdentity.newBuilder()
                .setMspid(identity.getMspId())
                .setIdBytes(ByteString.copyFrom(identity.getCredentials()))
                .build()
                .toByteString();
        CommitStatusRequest request = CommitStatusRequest.newBuilder()
                .setChannelId(channel)
                .setTransactionId(transactionId)
                .setIdentity(creator)
                .build();
        return gateway.newCommit(SignedCommitStatusRequest.newBuilder()
                .setRequest(request.toByteString())
                .build()
                .toByteArray());
    }

    private static Optional<SubmitOutcome> refused(EndorseException e) {
        return Refusal.find(String.valueOf(e.getMessage()), e.getDetails())
                .map(refusal -> new SubmitOutcome.Refused(refusal.code(), refusal.sentence()));
    }

    /** The error with its details, in one line. */
    static String reason(GatewayException e) {
        List<String> details = e.getDetails().stream()
                .map((ErrorDetail detail) ->
                        detail.getMspId() + " at " + detail.getAddress() + ": " + detail.getMessage())
                .toList();
        String status = e.getStatus().getCode() + " " + e.getStatus().getDescription();
        return details.isEmpty() ? status : status + " " + details;
    }
}
