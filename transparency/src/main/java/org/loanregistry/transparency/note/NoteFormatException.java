package org.loanregistry.transparency.note;

/** A note, key, checkpoint or receipt that is not in its one allowed form; the message says what was found and wanted. */
public final class NoteFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoteFormatException(String message) {
        super(message);
    }

    NoteFormatException(String what, IllegalArgumentException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
