import TLMCommand

@main struct Main {
  static func main() { TLMCommand.main() }
}
