package org.loanregistry.chaincode;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.Hash;

/** The String arguments of a call; what cannot be read is BAD_ARGUMENT. */
record Arguments(String function, List<String> values) {
    Arguments {
        values = List.copyOf(values);
    }

    /** These, if they are so many. */
    Arguments exactly(int wanted) {
        if (values.size() != wanted) {
            throw new Refusal(Code.BAD_ARGUMENT, function + " got " + values.size() + " arguments, want " + wanted);
        }
        return this;
    }

    /** These, if they are so many or more. */
    Arguments atLeast(int wanted) {
        if (values.size() < wanted) {
            throw new Refusal(
                    Code.BAD_ARGUMENT, function + " got " + values.size() + " arguments, want at least " + wanted);
        }
        return this;
    }

    String get(int index) {
        return values.get(index);
    }

    List<String> from(int index) {
        return values.subList(index, values.size());
    }

    static long size(String what, String text) {
        try {
            return StrictText.decimal(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.BAD_ARGUMENT, what + " is " + e.getMessage());
        }
    }

    static List<Hash> hashes(List<String> texts, int atMost) {
        if (texts.size() > atMost) {
            throw new Refusal(Code.BAD_ARGUMENT, "got a proof of " + texts.size() + " hashes, want at most " + atMost);
        }
        List<Hash> hashes = new ArrayList<>(texts.size());
        for (String text : texts) {
            hashes.add(hash(text));
        }
        return hashes;
    }

    static String quoted(String text) {
        return StrictText.quoted(text);
    }

    private static Hash hash(String text) {
        try {
            return Hash.parseBase64(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.BAD_ARGUMENT, "not the base64 of a hash: " + quoted(text));
        }
    }
}
