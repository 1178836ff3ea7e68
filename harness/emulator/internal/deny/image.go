package deny

// Reasons of image processing: what is asked for, and the image.
const (
	ImageNoAction      Reason = "image-no-action"
	ImageUnknownAction Reason = "image-unknown-action"
	ImageArgument      Reason = "image-argument"
	ImageMode          Reason = "image-resize-mode"
	ImageNoSize        Reason = "image-resize-without-size"
	ImageCropOutside   Reason = "image-crop-outside"
	ImageChainLong     Reason = "image-chain-too-long"
	ImageFormat        Reason = "image-format-unknown"
	ImageDamaged       Reason = "image-damaged"
	ImageDamagedWebP   Reason = "image-damaged-webp"
	ImageSourceLarge   Reason = "image-source-too-large"
	ImagePixels        Reason = "image-too-many-pixels"
	ImageTargetLarge   Reason = "image-target-too-large"
	OriginalProtected  Reason = "image-original-protected"
)

const (
	imageErrors    = "https://www.alibabacloud.com/help/en/oss/user-guide/common-errors"
	damageText     = "The image file may be damaged."
	pipePage       = "http://help.aliyun.com/document_detail/32256.html"
	protectionPage = "https://help.aliyun.com/zh/oss/user-guide/faq-2"
)

// images: Codes and statuses are printed in the list of image errors, the
// texts, but that of damage, are nowhere. Captured answers of damage have the
// Code, and no status was recorded with them: here it is that of all errors of
// a source image, and 403, as the page of 403 errors has it, in that dialect.
func images() Catalogue {
	return Catalogue{
		ImageNoAction:      onPage(400, "MissingArgument", "No image action is given.", "0040-00000212", Assumed),
		ImageUnknownAction: onPage(400, "InvalidArgument", "The image action is not supported.", "0040-00000213", Assumed),
		ImageArgument:      onPage(400, "InvalidArgument", "The argument of the image action is not valid.", "0040-00000203", Assumed),
		ImageMode:          onPage(400, "InvalidArgument", "The mode of resize is not valid.", "0040-00000311", Assumed),
		ImageNoSize:        {400, "MissingArgument", "The size to resize to is missing.", "", Assumed, imageErrors},
		ImageCropOutside:   {400, "BadRequest", "The position of the crop is out of the image.", "", Assumed, imageErrors},
		ImageChainLong:     {400, "TooManyPipe", "There are more image actions than allowed.", "", Assumed, pipePage},
		ImageFormat:        onPage(400, "BadRequest", "This image format is not supported.", "0040-00000005", Assumed),
		ImageDamaged:       {400, "ImageDamage", damageText, "0040-00000010", Assumed, imageErrors},
		ImageDamagedWebP:   onPage(400, "ImageDamage", damageText, "0040-00000010", Assumed),
		ImageSourceLarge:   onPage(400, "ImageTooLarge", "The source image exceeds the limit.", "0040-00000009", Assumed),
		ImagePixels:        onPage(400, "ImageTooLarge", "The pixels of the source image exceed the limit.", "0040-00000012", Assumed),
		OriginalProtected:  {403, "AccessDenied", "The channel can be only accessed using style.", "0040-00000031", Inferred, protectionPage},
		ImageTargetLarge:   onPage(400, "ImageTooLarge", "The target image exceeds the limit.", "0040-00000007", Assumed),
	}
}
