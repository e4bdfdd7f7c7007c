package let openAPIDescription: StaticString = "{}"
