#if Relay
  import CNATS
  import SystemCalls

  /// Where in libnats stands what is called.
  struct NATSLibrary: Sendable {
    private let functions: LoadedFunctions

    /// Loaded at most once; nil where it is not installed.
    private static let loaded = LoadedFunctions(
      names,
      of: LoadedLibrary(
        (4...20).map { "libnats.so.3.\($0)" } + ["libnats.so", "libnats.dylib"]))

    /// - Throws: `notBuilt` where it is not installed.
    static func load() throws(RelayError) -> NATSLibrary {
      if let loaded { return NATSLibrary(functions: loaded) }
      throw RelayError(
        .notBuilt,
        "libnats is not installed here; install it (apt-get install libnats3.4, or brew install cnats)"
      )
    }

    private static let names = [
      "natsOptions_Create", "natsOptions_Destroy", "natsOptions_SetServers",
      "natsOptions_SetUserCredentialsFromFiles", "natsOptions_SetName",
      "natsOptions_LoadCATrustedCertificates", "natsOptions_SetSecure", "natsOptions_SetTimeout",
      "natsOptions_SetAllowReconnect", "natsOptions_SetMaxReconnect",
      "natsOptions_SetReconnectWait", "natsOptions_SetReconnectBufSize",
      "natsOptions_SetPingInterval", "natsOptions_SetMaxPingsOut", "natsOptions_SetNoEcho",
      "natsOptions_SetWriteDeadline",
      "natsConnection_Connect", "natsConnection_Close", "natsConnection_Destroy",
      "natsConnection_Status", "natsConnection_GetMaxPayload", "natsConnection_FlushTimeout",
      "natsConnection_PublishMsg", "natsConnection_RequestMsg", "natsConnection_SubscribeSync",
      "natsSubscription_SetPendingLimits", "natsSubscription_NextMsg", "natsSubscription_Destroy",
      "natsMsg_Create", "natsMsg_Destroy", "natsMsg_GetSubject", "natsMsg_GetReply",
      "natsMsg_GetData", "natsMsg_GetDataLength", "natsMsgHeader_Set", "natsMsgHeader_Get",
      "natsMsgHeader_Keys", "natsStatus_GetText", "nats_GetLastError",
    ]

    subscript(name: String) -> UnsafeMutableRawPointer? { unsafe functions[name] }

    /// What a call that failed on this thread says.
    func words(_ status: Int32) -> String {
      let sentence =
        unsafe tlm_nats_words(self["natsStatus_GetText"], status)
        .map { unsafe String(cString: $0) } ?? "error \(status)"
      let detail =
        unsafe tlm_nats_last_error(self["nats_GetLastError"])
        .map { unsafe String(cString: $0) } ?? ""
      return detail.isEmpty || detail == sentence ? sentence : "\(sentence): \(detail)"
    }
  }
#endif
