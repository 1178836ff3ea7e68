package deny

// CallbackDenies: the callback server of a drive service refuses a read.
const CallbackDenies Reason = "callback-denies"

const callbackText = "Callback deny this request reason: " + Detail

func callbacks() Catalogue {
	return Catalogue{
		CallbackDenies: {403, "RequestDeniedByCallback", callbackText, "0007-00000209", Captured, github + "AlistGo/alist/issues/7258"},
	}
}
