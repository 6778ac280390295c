import SystemCalls

/// Whose account serves: who opened the pages by its token is taken for nobody else.
enum OwnerName {
  static var name: String? {
    ["USER", "LOGNAME"].lazy.compactMap { OwnProcess.variable($0) }.first { !$0.isEmpty }
      ?? OwnProcess.accountName
  }
}
