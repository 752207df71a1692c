package org.loanregistry.chaincode;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.Hash;

/** Reads the String arguments of a call; what cannot be read is BAD_ARGUMENT. */
final class Arguments {
    private Arguments() {}

    static void requireCount(String function, List<String> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw new Refusal(Code.BAD_ARGUMENT, function + " got " + arguments.size() + " arguments, want " + wanted);
        }
    }

    static void requireAtLeast(String function, List<String> arguments, int wanted) {
        if (arguments.size() < wanted) {
            throw new Refusal(
                    Code.BAD_ARGUMENT, function + " got " + arguments.size() + " arguments, want at least " + wanted);
        }
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
