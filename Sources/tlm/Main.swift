import TLMCommand

@main struct Main {
  static func main() async { await TLMCommand.main() }
}
