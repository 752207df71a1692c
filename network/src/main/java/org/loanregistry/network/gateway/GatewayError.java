package org.loanregistry.network.gateway;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Errors as they go over the wire: a gRPC status and, in its trailer, one ErrorDetail for each peer that failed. */
final class GatewayError {
    private GatewayError() {}

    static StatusRuntimeException of(Status.Code code, String message, ErrorDetail... details) {
        return of(code, message, List.of(details));
    }

    static StatusRuntimeException of(Status.Code code, String message, List<ErrorDetail> details) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(message);
        for (ErrorDetail detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static StatusRuntimeException invalidArgument(String message) {
        return of(Status.Code.INVALID_ARGUMENT, message);
    }
}
