#if Relay
  import CNATS
  import SystemCalls

  extension NATSLibrary {
    /// What a call that failed on this thread means for whoever made it.
    ///
    /// - Parameter what: it was about.
    func failure(_ status: Int32, _ what: String) -> RelayError {
      let code: RelayError.Code =
        switch status {
        case TLM_NATS_AUTH_FAILED, TLM_NATS_NOT_PERMITTED: .refused
        case TLM_NATS_SSL_ERROR, TLM_NATS_SECURE_WANTED,
          TLM_NATS_SECURE_REQUIRED, TLM_NATS_MAX_PAYLOAD:
          .unusable
        case TLM_NATS_CLOSED: .closed
        default: .away
        }
      return RelayError(code, "\(what): \(words(status))")
    }
  }

  extension Duration {
    /// Milliseconds for a call that takes no fewer than one.
    var milliseconds: Int64 { max(1, Int64(clamping: nanoseconds / 1_000_000)) }
  }
#endif
